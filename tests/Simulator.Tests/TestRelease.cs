namespace NanoLive.Simulator.Tests;

/// <summary>Boards that run the test guest.</summary>
internal static class TestRelease
{
    internal static string GuestFolder { get; } = Path.Combine(AppContext.BaseDirectory, "guest");

    internal static ReleaseFiles Guest { get; } = ReleaseFiles.FromFolder(GuestFolder);

    internal static BoardDescription Description(string act = "nothing", ulong seed = 1) => new()
    {
        Device = "board-1",
        Seed = seed,
        Settings = new Dictionary<string, string> { ["do"] = act },
    };

    internal static SimulatedBoard Board(string act = "nothing", ulong seed = 1) => SimulatedBoard.Flash(Guest, Description(act, seed));
}
