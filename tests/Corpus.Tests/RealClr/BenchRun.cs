using NanoLive.Boards;
using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.RealClr;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Corpus.Tests.RealClr;

/// <summary>A pair as a program that runs on .NET and on the real CLR: the prepared release, a board around it, and its patches, signed.</summary>
internal sealed class BenchRun
{
    private static readonly string[] s_libraries =
        ["NanoLive.Hardware", "NanoLive.Socket", "nanoFramework.Runtime.Events", "System.Device.Gpio", "System.Device.I2c", "NanoLive.Signatures", "NanoLive.Checking", "Device.Tests"];

    // Of the board's ports those of pins: what the others need is not there.
    private static readonly Lazy<byte[]> s_ports = new(() => Compile(Ports, Path.Combine(AppContext.BaseDirectory, "Ports"), []));

    private const string Ports = "NanoLive.Board";

    private readonly Pair _pair;
    private readonly PairBuild _build;
    private readonly IReadOnlyList<(string Name, byte[] Assembly)> _release;
    private readonly ReleaseLowering _lowering;

    public BenchRun(Pair pair)
    {
        _pair = pair;
        _build = new PairBuild(pair);
        var identity = new ReleaseIdentity(SimulatedRelease.VendorId, SimulatedRelease.ClassId, [PairBuild.Key], _build.Before.Applications.Single());
        var release = ReleaseImage.Create(_build.Before, identity, new PreparationOptions());
        Assert.True(release.Succeeded, string.Join("\n", release.Diagnostics));
        _lowering = new ReleaseLowering(release.Value);
        var files = release.Value.Files.Select(file => (Name: Path.GetFileNameWithoutExtension(file.FileName), file.Image)).ToList();
        files[files.FindIndex(file => file.Name == Ports)] = (Ports, s_ports.Value);
        _release = [.. files, ("Corpus.Bench", Bench(files.Select(file => file.Image)))];
    }

    public IReadOnlyList<string> OnDotNet()
    {
        var supplies = Supplies(null);
        return DotNet.Run(_release, context =>
        {
            DeviceWorld.Set(context, AssemblyGeneration.Il, name => supplies.GetValueOrDefault(name));
            var application = context.LoadFromAssemblyName(new("Application")).GetType("Weather.Application", true)!;
            var run = context.LoadFromAssemblyName(new("Corpus.Bench")).GetType("Corpus.Bench.CorpusRun", true)!.GetMethod("Run")!;
            run.Invoke(null, [_pair.Part, _pair.Address, _pair.Knob, _pair.Waits, Activator.CreateInstance(application)]);
        });
    }

    public IReadOnlyList<string> OnRealClr(string runner)
    {
        var libraries = s_libraries.Select(name => (Name: name, Assembly: DeviceWorld.Read(name)));
        var known = libraries.Concat(_release).Select(file => (Name: OwnNames.Of(file.Name), Assembly: OwnNames.In(file.Assembly))).ToList();
        var supplies = DeviceWorld.Supplies(Supplies(patch => new PatchContent(_lowering.OnBoard(patch.Plan), DevicePe.Of(OwnNames.In(patch.Assembly), known, _lowering.OfPatch))));
        var statements = $"Corpus.Bench.CorpusRun.Run(\"{_pair.Part}\", {_pair.Address}, {(_pair.Knob ? "true" : "false")}, {(_pair.Waits ? "true" : "false")}, new Weather.Application());";
        var program = DeviceWorld.Program(supplies, statements, known.Select(file => file.Assembly));
        var runtime = known.Single(file => file.Name == "NanoLive.Runtime");
        var users = known.Where(file => file != runtime).Select(file => file.Assembly).Append(program).ToList();
        var lowered = users.Concat(supplies.Select(file => file.Assembly)).Select(assembly => DevicePe.Of(assembly, [.. known, .. supplies], _lowering.OfReplaceable with { ClosedAssemblies = [] }));
        var framework = NanoClr.Base("nanoFramework.TestFramework") ?? DevicePe.Of(DeviceWorld.Read("nanoFramework.TestFramework"));
        return NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), framework, DevicePe.Closed(runtime.Assembly, users), .. lowered]);
    }

    private static byte[] Bench(IEnumerable<byte[]> release)
    {
        var libraries = ((string[])["NanoLive.Hardware", "NanoLive.Socket", "NanoLive.Signatures", "NanoLive.Checking", "Device.Tests"]).Select(DeviceWorld.Read);
        var references = libraries.Concat(release).Select((image, index) => new BuildFile($"{index}.dll", image)).ToArray();
        return Compile("Corpus.Bench", Path.Combine(AppContext.BaseDirectory, "Device"), references);
    }

    private static byte[] Compile(string name, string folder, BuildFile[] references)
    {
        var sources = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "Script.cs").Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)));
        return Tests.DeviceCompiler.Compile(name, sources, references).Image;
    }

    private SortedDictionary<string, byte[]> Supplies(Func<PatchContent, PatchContent>? lower)
    {
        var patch = _build.Patch(lower);
        return new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["patch"] = patch.Envelope.ToArray(),
            ["neutral"] = _build.Neutral(patch, lower).Envelope.ToArray(),
        };
    }
}
