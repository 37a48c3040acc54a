using System.CommandLine;
using NanoLive.Boards;
using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive lower</c>: one device assembly as the .pe that a board runs.</summary>
public static class LowerVerb
{
    private static readonly Argument<string> s_assembly = new("assembly") { Description = "A device assembly, *.dll." };
    private static readonly Option<string?> s_output = new("--output", "-o") { Description = "Where the .pe goes; beside the assembly if not said." };
    private static readonly Option<string[]> s_libraries = CommonOptions.Libraries();
    private static readonly Option<bool> s_patch = new("--patch") { Description = "Hold it to the rules of patches: no native code, no static constructor, no entry point." };
    private static readonly Option<string?> s_release = new("--base") { Description = "The build that was flashed: the assembly is a patch for it, and becomes what nanolive patch makes of it." };
    private static readonly Option<bool> s_json = CommonOptions.Json();

    public static Command Create()
    {
        Command command = new(
            "lower",
            "Lower a device assembly to .pe, generation v1. What it refers to is looked up in --libraries, beside it, and in libraries/ beside it.\n"
            + "Example: nanolive lower firmware/Drivers/bin/Debug/WeatherStation.Drivers.dll -o drivers.pe")
        {
            s_assembly, s_output, s_libraries, s_patch, s_release, s_json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(s_assembly);
            string output = parsed.GetValue(s_output) ?? Path.ChangeExtension(path, ".pe");
            byte[] assembly = Inputs.Assembly(path);
            string[] libraries = parsed.GetRequiredValue(s_libraries);
            Result<LoweredPe> lowered = parsed.GetValue(s_release) is { } release
                ? PatchTarget.OfPe("a board", release, Inputs.Build(release), libraries).Pe(assembly)
                : AssemblyLowering.Lower(assembly, References(path, libraries), new LoweringOptions { IsPatch = parsed.GetValue(s_patch), Symbols = Symbols(path) });
            if (!lowered.Succeeded)
            {
                throw new Failure(ExitCode.NotABuild, $"{path}: {lowered.Problems[0]}", RealBoards.Others(lowered.Problems));
            }

            Inputs.Write(output, lowered.Value.Bytes);
            Tell(output, lowered, parsed.GetValue(s_json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static byte[]? Symbols(string path) => Path.ChangeExtension(path, ".pdb") is var symbols && File.Exists(symbols) ? Inputs.Bytes(symbols, AssemblyLowering.MaxSizeBytes, ExitCode.NotABuild) : null;

    private static AssemblyReferences References(string path, IReadOnlyList<string> libraries)
    {
        string own = Path.GetDirectoryName(Path.GetFullPath(path))!;
        AssemblyReferences references = new();
        foreach (string folder in libraries)
        {
            references.AddFolder(Directory.Exists(folder) ? folder : throw new Failure(ExitCode.File, $"there is no folder {folder}", "name a folder with .dll files of class libraries"));
        }

        string beside = Path.Combine(own, ClassLibraries.FolderName);
        return (Directory.Exists(beside) ? references.AddFolder(beside) : references).AddFolder(own);
    }

    private static void Tell(string output, Result<LoweredPe> lowered, bool json)
    {
        PeBudget budget = PeBudget.Of(lowered.Value!.Image);
        if (json)
        {
            Terminal.Json(new { file = output, imageBytes = budget.ImageBytes, loadedHeapBytes = budget.LoadedHeapBytes, filterCalls = lowered.Value.FilterCalls, findings = lowered.Diagnostics });
            return;
        }

        Terminal.Facts([("file", output), ("bytes", $"{budget.ImageBytes}"), ("heap when loaded", $"{budget.LoadedHeapBytes} bytes")]);
        foreach (string call in lowered.Value.FilterCalls)
        {
            Terminal.Line($"under an exception filter, through a static method: {call}");
        }

        foreach (Diagnostic finding in lowered.Diagnostics)
        {
            Terminal.Line(finding.ToString());
        }
    }
}
