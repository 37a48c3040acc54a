using System.CommandLine;

namespace NanoLive.Cli;

/// <summary>Options that mean the same in every verb that has them. Each call gives a new option: an option belongs to one command.</summary>
public static class CommonOptions
{
    /// <summary>Where simulated boards lie when nothing else is said.</summary>
    public const string DefaultBoards = ".nanolive/boards";

    public static Option<string> Boards() => new("--boards")
    {
        Description = "Folder of the simulated boards.",
        DefaultValueFactory = _ => DefaultBoards,
    };

    public static Option<string> Broker() => new("--broker")
    {
        Description = "The MQTT broker, as host:port.",
        DefaultValueFactory = _ => "127.0.0.1:1883",
    };

    public static Option<string> Root() => new("--root") { Description = "First level of all topics.", DefaultValueFactory = _ => "nanolive" };

    public static Option<string> Fleet() => new("--fleet") { Description = "Second level of all topics.", DefaultValueFactory = _ => "default" };

    public static Option<string> Group() => new("--group")
    {
        Description = "Which boards of the fleet: a group, or the id of one board.",
        DefaultValueFactory = _ => "all",
    };

    public static Option<string> Vendor() => new("--vendor")
    {
        Description = "Domain name of whoever makes the boards; a patch fits boards of one vendor.",
        DefaultValueFactory = _ => "nanolive.example",
    };

    public static Option<string> Board() => new("--board")
    {
        Description = "Kind of board: sim, one that nanolive boards lists, or the path of a board.json.",
        DefaultValueFactory = _ => RealBoards.Simulated,
    };

    public static Option<string[]> Libraries() => new("--libraries")
    {
        Description = "For real boards: a folder with .pe files of class libraries, before those in the build (can be given several times).",
        DefaultValueFactory = _ => [],
    };

    public static Option<string> Key(string description) => new("--key") { Description = description, Required = true };

    public static Option<string[]> After() => new("--after")
    {
        Description = "A patch that boards may be running already (can be given several times): they are updated live, too.",
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON for programs." };
}
