using System.Text.Json;
using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Simulator.Tests;

/// <summary>The weather station's builds, the key its boards trust, and patches signed with it.</summary>
internal static class StationFleet
{
    private static readonly Lazy<SigningKey> s_key = new(() => SigningKey.Generate());
    private static readonly Lazy<Build> s_release = new(() => ReadBuild("release"));
    private static readonly Lazy<ReleaseFiles> s_files =
        new(() => SimulatedRelease.FilesOf(SimulatedRelease.Prepare(s_release.Value, [s_key.Value.Public.Point.ToArray()])));

    private static long s_sequence;

    internal static SimulatedBoard Board(ulong seed = 1, SimulatedWorld? world = null, string device = "porch") => SimulatedBoard.Flash(
        s_files.Value,
        new BoardDescription
        {
            Device = device,
            Seed = seed,
            Settings = new Dictionary<string, string> { ["trial-ms"] = "3000", ["trace-ticks"] = "2" },
        },
        world);

    /// <summary>The patch from the release, or from the release with earlier patches, to one of the station's updates.</summary>
    internal static PatchFile Patch(string update, SigningKey? stranger = null, params IReadOnlyList<PatchFile> after)
    {
        var options = new PatchOptions
        {
            After = [.. after.Select(patch => new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, patch.Assembly.ToArray()))],
        };
        var compiled = PatchCompiler.Compile(s_release.Value, ReadBuild(update), options);
        Assert.True(compiled.Succeeded, string.Join("; ", compiled.Diagnostics));
        var report = compiled.Value;
        Assert.True(report.Patch != null, report.Summary);
        var signed = PatchFile.Sign(
            new PatchContents
            {
                Plan = report.Patch.Plan,
                Assembly = report.Patch.Assembly,
                Generation = AssemblyGeneration.Il,
                Sequence = Interlocked.Increment(ref s_sequence),
                VendorId = SimulatedRelease.VendorId,
                ClassId = SimulatedRelease.ClassId,
            },
            stranger ?? s_key.Value);
        Assert.True(signed.Succeeded, string.Join("; ", signed.Problems));
        return signed.Value!;
    }

    internal static JsonElement State(SimulatedBoard board) => board.StateText.Length == 0 ? default : JsonDocument.Parse(board.StateText).RootElement;

    /// <summary>Whether the board runs this patch and says that it is idle with this status.</summary>
    internal static bool Is(SimulatedBoard board, int status, PatchFile? patch)
    {
        var state = State(board);
        return state.ValueKind == JsonValueKind.Object
            && state.GetProperty("status").GetInt32() == status
            && state.GetProperty("phase").GetString() == "idle"
            && state.GetProperty("patch").GetString() == patch?.Digest;
    }

    /// <summary>Samples as telemetry, each number once.</summary>
    internal static IReadOnlyList<StationSample> Samples(SimulatedBoard board) =>
        [.. board.Sent("telemetry").Select(message => JsonSerializer.Deserialize<StationSample>(message.Payload, JsonSerializerOptions.Web)!)];

    /// <summary>What went wrong, for a test that fails.</summary>
    internal static string Account(SimulatedBoard board) => string.Join(
        "\n",
        [
            board.StateText,
            .. board.Sent("event").Select(message => message.Text),
            .. board.Crashes.Select(crash => crash.Text),
            .. board.Trace.Records
                .Where(record => record.What is "phase" or "commit" or "rollback" or "threw" or "note" or "missed")
                .Select(record => record.ToString()),
        ]);

    private static Build ReadBuild(string name)
    {
        var build = Build.Read(Path.Combine(AppContext.BaseDirectory, "firmware", name));
        Assert.True(build.Succeeded, string.Join("; ", build.Diagnostics));
        var read = build.Value;
        return read;
    }
}
