using System.CommandLine;
using NanoLive.Format;
using NanoLive.Mqtt;
using NanoLive.Publishing;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive watch</c>: what boards do with their patches, as it happens.</summary>
public static class WatchVerb
{
    public static Command Create()
    {
        Option<string[]> devices = new("--device") { Description = "Only this board (can be given several times).", DefaultValueFactory = _ => [] };
        Option<string?> until = new("--until") { Description = "End when each of the named boards has confirmed this patch file; fail when one refuses it or rolls it back." };
        Option<double> seconds = new("--for") { Description = "End after so many seconds; 0 goes on until Ctrl+C.", DefaultValueFactory = _ => 0 };
        Option<bool> json = CommonOptions.Json();
        FleetOptions fleet = new();
        Command command = new("watch", "Show what one or many boards do with their patches.\nExample: nanolive watch --device porch --until fix.nlp --for 60")
        {
            devices, until, seconds, json,
        };
        fleet.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            PatchFile? patch = parsed.GetValue(until) is { } path ? Inputs.Patch(path) : null;
            HashSet<string> names = [.. parsed.GetRequiredValue(devices)];
            if (patch != null && names.Count == 0)
            {
                throw new Failure(ExitCode.Usage, "--until needs the boards to wait for", "name them with --device");
            }

            FleetTopics topics = fleet.Topics(parsed);
            await using IMqttClient client = await fleet.ConnectAsync(parsed, cancel);
            return await WatchAsync(new FleetWatcher(client, topics), names, patch, parsed.GetValue(seconds), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> WatchAsync(FleetWatcher watcher, HashSet<string> names, PatchFile? patch, double seconds, bool json, CancellationToken cancel)
    {
        if (await watcher.SubscribeAsync(cancel) is { } refusal)
        {
            throw new Failure(ExitCode.Broker, refusal, "ask whoever runs the broker");
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (seconds > 0)
        {
            end.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        HashSet<string> waitingFor = [.. names];
        try
        {
            await foreach (FleetMessage message in watcher.ReadAllAsync(end.Token))
            {
                if (names.Count > 0 && !names.Contains(message.DeviceId))
                {
                    continue;
                }

                Print(message, json);
                if (patch != null && Settles(message, patch) && waitingFor.Remove(message.DeviceId) && waitingFor.Count == 0)
                {
                    return ExitCode.Ok;
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is over.
        }

        return patch == null
            ? ExitCode.Ok
            : throw new Failure(ExitCode.NotApplied, $"not confirmed in time by {string.Join(", ", waitingFor)}", "nanolive devices shows where they are");
    }

    // True: this board runs the patch for good. Throws when it never will. With a patch that leads back to the release a board runs none.
    private static bool Settles(FleetMessage message, PatchFile patch) => message switch
    {
        DeviceState { Phase: DevicePhase.Idle } state =>
            state.Patch == patch.Digest || (state.Patch == null && state.Sequence >= patch.Offer.Sequence && LeadsBack(patch, state)),
        DeviceEvent happened when happened.Patch == patch.Digest && happened.Status == Status.Confirmed => true,
        DeviceEvent happened when happened.Patch == patch.Digest && happened.Status >= Status.Malformed && happened.Phase == DevicePhase.Idle =>
            throw new Failure(ExitCode.NotApplied, $"{message.DeviceId}: {StatusText.Of(happened.Status)} ({happened.Status}) {happened.Reason}", ""),
        _ => false,
    };

    // What a packed patch leads to is not to be seen without the release; the board says what became of the last one.
    private static bool LeadsBack(PatchFile patch, DeviceState state) => patch.IsExpanded ? patch.Plan.Neutral : state.Status == Status.Confirmed;

    private static void Print(FleetMessage message, bool json)
    {
        if (json)
        {
            Terminal.JsonLine(new { kind = Kind(message), message = (object)message });
            return;
        }

        if (message is DeviceEvent { Status: Status.Ok })
        {
            // The state that comes with it says the same.
            return;
        }

        string time = DateTime.Now.ToString("HH:mm:ss.fff");
        Terminal.Line(message switch
        {
            DeviceEvent happened => $"{time} {happened.DeviceId}: {Phase(happened.Phase)}, {StatusText.Of(happened.Status)}"
                + (happened.Reason.Length > 0 ? $" ({happened.Reason})" : "")
                + (happened.HeldUs > 0 ? $", loop held {happened.HeldUs} us for {happened.Objects} object(s)" : ""),
            DeviceState state => $"{time} {state.DeviceId}: {Phase(state.Phase)}, release {Short(state.Release)}, patch {Short(state.Patch)}",
            DevicePresence presence => $"{time} {presence.DeviceId}: {(presence.IsOnline ? "online" : "offline")}",
            UnreadableMessage unreadable => $"{time} {unreadable.DeviceId}: unreadable {unreadable.Name}, {unreadable.Problem}",
            _ => $"{time} {message}",
        });
    }

    private static string Kind(FleetMessage message) => message switch
    {
        DeviceEvent => "event",
        DeviceState => "state",
        DevicePresence => "presence",
        _ => "unreadable",
    };

    internal static string Phase(DevicePhase phase) => phase.ToString().ToLowerInvariant();

    internal static string Short(string? digest) => digest == null ? "none" : digest.Length > 12 ? digest[..12] : digest;
}
