using NanoLive.Format;
using NanoLive.Patching;
using NanoLive.Publishing;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Cli.Demo;

/// <summary>
/// The demo from start to end: an update live and the same one by reboot, a bad patch, two forged ones, a power cut. It acts, waits for what
/// the boards say, and keeps the moments; <see cref="DemoReport"/> judges afterwards, from the traces.
/// </summary>
public sealed class DemoStory(DemoFleet fleet, StationWatch watch, Action<string> say)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public PatchFile? Good { get; private set; }

    public PatchFile? Bad { get; private set; }

    public Publication? Publication { get; private set; }

    /// <summary>When the good patch was handed to the broker, and when the board said that it is live.</summary>
    public DateTime PublishedAt { get; private set; }

    public DateTime LiveAt { get; private set; }

    /// <summary>Outcomes of the forged offers, as the board reported them.</summary>
    public List<(string What, int Expected, int Seen)> Refusals { get; } = [];

    /// <summary>What the board ran after the bad patch, and after the power cut.</summary>
    public string? PatchAfterRollback { get; private set; }

    public DeviceState? StateAfterPowerCut { get; private set; }

    public async Task PlayAsync(CancellationToken cancel)
    {
        await StartAsync(cancel);
        await UpdateAsync(cancel);
        await UpdateByRebootAsync(cancel);
        await RollBackAsync(cancel);
        await RefuseForgeriesAsync(cancel);
        await CutPowerAsync(cancel);
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        say($"two boards start, a process each: {DemoFleet.LiveBoard} is to be updated live, {DemoFleet.RebootBoard} by reboot");
        fleet.Live.Start();
        fleet.Reboot.Start();
        await UntilAsync(() => Count(DemoFleet.LiveBoard) >= 40 && Count(DemoFleet.RebootBoard) >= 40, "samples from both boards", cancel);
        StationSample sample = watch.Samples(DemoFleet.LiveBoard)[^1];
        say($"{DemoFleet.LiveBoard} measures {sample.TemperatureCentiC / 100.0:F2} °C and {sample.PressurePa / 100.0:F1} hPa; the pressure is wrong");
    }

    private async Task UpdateAsync(CancellationToken cancel)
    {
        PatchReport report = fleet.Compile("pressure-fix", []);
        Good = fleet.Sign(report.Patch!);
        say($"the driver is fixed and built again; verdict: {ReportText.Name(report.Verdict)}, patch: {Good.Envelope.Length} bytes, signed");
        PublishedAt = DateTime.UtcNow;
        Publication = await fleet.PublishAsync(Good, DemoFleet.LiveBoard, cancel);
        await UntilAsync(() => Happened(Good, Status.OnTrial), "the patch to go live", cancel);
        DeviceEvent live = watch.Messages<DeviceEvent>(DemoFleet.LiveBoard).First(m => Is(m.Message, Good, Status.OnTrial)).Message;
        LiveAt = watch.Messages<DeviceEvent>(DemoFleet.LiveBoard).First(m => Is(m.Message, Good, Status.OnTrial)).At;
        say($"live {(LiveAt - PublishedAt).TotalMilliseconds:F0} ms after it was published; the loop was held {live.HeldUs / 1000.0:F1} ms for {live.Objects} object(s)");
    }

    private async Task UpdateByRebootAsync(CancellationToken cancel)
    {
        PatchFile patch = fleet.Sign(fleet.Compile("pressure-fix", [], atReboot: true).Patch!);
        await fleet.PublishAsync(patch, DemoFleet.RebootBoard, cancel);
        await UntilAsync(
            () => watch.Messages<DeviceEvent>(DemoFleet.RebootBoard).Any(m => Is(m.Message, patch, Status.AtReboot)),
            "the patch to wait for a reboot",
            cancel);
        say($"{DemoFleet.RebootBoard} gets the same fix by a reboot");
        fleet.Reboot.CutPower();
        fleet.Reboot.Start();
        await UntilAsync(() => Happened(Good!, Status.Confirmed), "the patch to be confirmed", cancel);
        say($"{DemoFleet.LiveBoard} has confirmed its patch");
        await UntilAsync(() => watch.Samples(DemoFleet.RebootBoard)[^1] is { Boot: 2, Number: >= 20 }, $"samples of {DemoFleet.RebootBoard} after its reboot", cancel);
    }

    private async Task RollBackAsync(CancellationToken cancel)
    {
        Bad = fleet.Sign(fleet.Compile("bad-refresh", [Good!]).Patch!);
        say("a bad patch is published: it throws in its third tick");
        await fleet.PublishAsync(Bad, DemoFleet.LiveBoard, cancel);
        await UntilAsync(() => Happened(Bad, Status.TickThrew), "the bad patch to be rolled back", cancel);
        await UntilAsync(() => State(DemoFleet.LiveBoard) is { Phase: DevicePhase.Idle }, "the board to settle", cancel);
        PatchAfterRollback = State(DemoFleet.LiveBoard)!.Patch;
        say("rolled back, live: the patch of before runs on");
        await MoreSamplesAsync(10, cancel);
    }

    private async Task RefuseForgeriesAsync(CancellationToken cancel)
    {
        using SigningKey stranger = SigningKey.Generate();
        PatchContent content = fleet.Compile("pressure-fix", [Good!]).Patch!;
        await ForgeAsync("signed by a stranger", Status.KeyUnknown, fleet.Sign(content, stranger).Envelope.ToArray(), cancel);

        PatchFile genuine = fleet.Sign(content);
        byte[] altered = genuine.Envelope.ToArray();
        altered[^1] ^= 0x40;
        await ForgeAsync("changed by one bit on its way", Status.PayloadDigestWrong, altered, cancel);
    }

    private async Task ForgeAsync(string what, int expected, byte[] envelope, CancellationToken cancel)
    {
        int before = watch.Messages<DeviceEvent>(DemoFleet.LiveBoard).Count;
        await fleet.PublishRawAsync(envelope, DemoFleet.LiveBoard, cancel);
        DeviceEvent? refusal = null;
        await UntilAsync(
            () => (refusal = watch.Messages<DeviceEvent>(DemoFleet.LiveBoard).Skip(before).Select(m => m.Message).FirstOrDefault(m => m.Status >= Status.Malformed)) != null,
            $"the patch {what} to be refused",
            cancel);
        Refusals.Add((what, expected, refusal!.Status));
        say($"a patch {what}: refused ({refusal.Status}, {StatusText.Of(refusal.Status)})");
        await MoreSamplesAsync(5, cancel);
    }

    private async Task CutPowerAsync(CancellationToken cancel)
    {
        say($"the power of {DemoFleet.LiveBoard} is cut: its process is killed");
        fleet.Live.CutPower();
        fleet.Live.Start();
        await UntilAsync(() => watch.Samples(DemoFleet.LiveBoard)[^1] is { Boot: 2, Number: >= 20 }, "samples after the power cut", cancel);
        StateAfterPowerCut = State(DemoFleet.LiveBoard);
        say("it comes back with its patch");
    }

    private Task MoreSamplesAsync(int count, CancellationToken cancel)
    {
        int target = Count(DemoFleet.LiveBoard) + count;
        return UntilAsync(() => Count(DemoFleet.LiveBoard) >= target, "more samples", cancel);
    }

    private async Task UntilAsync(Func<bool> condition, string what, CancellationToken cancel)
    {
        if (!await watch.UntilAsync(condition, s_limit, cancel))
        {
            throw new Failure(ExitCode.DemoFailed, $"waited {s_limit.TotalSeconds} s in vain for {what}", $"the boards' traces are in {fleet.BoardsFolder}");
        }
    }

    private int Count(string device) => watch.Samples(device).Count;

    private DeviceState? State(string device) => watch.Messages<DeviceState>(device).LastOrDefault().Message;

    private bool Happened(PatchFile patch, int status) => watch.Messages<DeviceEvent>(DemoFleet.LiveBoard).Any(m => Is(m.Message, patch, status));

    private static bool Is(DeviceEvent happened, PatchFile patch, int status) => happened.Patch == patch.Digest && happened.Status == status;
}
