using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Corpus.Tests;

/// <summary>A pair compiled: both builds, what the patch compiler says, and the patch signed.</summary>
internal sealed class PairBuild
{
    private static readonly SigningKey s_key = SigningKey.Generate();
    private static readonly string s_script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Device", "Script.cs"));

    private readonly Pair _pair;
    private readonly string _addition;
    private readonly string _addedTo;

    /// <param name="pair">What to compile.</param>
    /// <param name="addition">C# that goes into the new build, too.</param>
    /// <param name="addedTo">The assembly that it goes into.</param>
    public PairBuild(Pair pair, string addition = "", string addedTo = "Drivers")
    {
        _addedTo = addedTo;
        _pair = pair;
        _addition = addition;
        Before = Compile("before", isIdle: false);
        After = Compile("after", isIdle: false);
        Report = Answer(PatchCompiler.Compile(Before, After, new PatchOptions()));
    }

    public Build Before { get; }

    public Build After { get; }

    public PatchReport Report { get; }

    /// <summary>One side whose script leaves the driver alone until it is told to begin.</summary>
    public Build Idle(string side) => Compile(side, isIdle: true);

    /// <summary>Whom the boards trust.</summary>
    public static byte[] Key => s_key.Public.Point.ToArray();

    /// <param name="lower">To .pe, for boards that run it; null for simulated ones.</param>
    public PatchFile Patch(Func<PatchContent, PatchContent>? lower = null) => Sign(Report.Patch!, 1, lower);

    public PatchFile Neutral(PatchFile patch, Func<PatchContent, PatchContent>? lower = null)
    {
        var after = new EarlierPatch(patch.Offer.PayloadDigest, Report.Patch!.Plan, Report.Patch.Assembly);
        return Sign(Answer(PatchCompiler.Neutral(Before, new PatchOptions { After = [after] })).Patch!, 2, lower);
    }

    public static SimulatedBoard Flash(Build build, BoardDescription description) => SimulatedBoard.Flash(build, [Key], description);

    /// <summary>Everything that a failing test has to show.</summary>
    public string Lines() => Report.Summary + "\n"
        + string.Join("\n", Report.Edits.Select(e => $"{e.Verdict} {e.Kind} {e.Class}.{e.Member} {e.Place}: {e.Reason} | {e.Remedy}"))
        + "\n" + string.Join("\n", Report.Findings.Select(f => $"finding {f.Id}: {f.Message} | {f.Remedy} {f.Place}"));

    /// <summary>The driver's own assembly of one side.</summary>
    public static byte[] Driver(Build build) => build.Files.Single(file => file.FileName == "Drivers.dll").Image;

    private static PatchReport Answer(Result<PatchReport> result)
    {
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        return result.Value;
    }

    public static PatchFile Sign(PatchContent content, long sequence, Func<PatchContent, PatchContent>? lower = null)
    {
        content = lower == null ? content : lower(content);
        var patch = PatchFile.Sign(
            new PatchContents
            {
                Plan = content.Plan,
                Assembly = content.Assembly,
                Generation = lower == null ? AssemblyGeneration.Il : AssemblyGeneration.PeV1,
                Sequence = sequence,
                VendorId = SimulatedRelease.VendorId,
                ClassId = SimulatedRelease.ClassId,
                ChunkLengthBytes = 1024,
            },
            s_key);
        Assert.True(patch.Succeeded, string.Join("; ", patch.Problems));
        return patch.Value;
    }

    private Build Compile(string side, bool isIdle)
    {
        var more = side == "after" && _addition != "" ? [("/corpus/addition.cs", _addition)] : Array.Empty<(string, string)>();
        var driver = DeviceCompiler.Compile("Drivers", [.. _pair.Driver(side), .. _addedTo == "Drivers" ? more : []]);
        string script = isIdle ? s_script.Replace("static bool IsIdle;", "static bool IsIdle = true;", StringComparison.Ordinal) : s_script;
        var application = DeviceCompiler.Compile("Application", [.. _pair.Application(side), ("/corpus/Script.cs", script), .. _addedTo == "Drivers" ? [] : more], driver);
        return DeviceCompiler.Build(driver, application);
    }
}
