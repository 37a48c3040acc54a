using System.CommandLine;
using NanoLive.Mqtt;
using NanoLive.Publishing;
using NanoLive.Signing;
using Spectre.Console;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive devices</c>: the boards of a fleet as the broker remembers them.</summary>
public static class DevicesVerb
{
    public static Command Create()
    {
        Option<double> seconds = new("--for") { Description = "How long to listen, in seconds.", DefaultValueFactory = _ => 1 };
        Option<bool> json = CommonOptions.Json();
        FleetOptions fleet = new();
        Command command = new("devices", "List the boards of a fleet and what they run.\nExample: nanolive devices --broker 127.0.0.1:1883") { seconds, json };
        fleet.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            FleetTopics topics = fleet.Topics(parsed);
            await using IMqttClient client = await fleet.ConnectAsync(parsed, cancel);
            SortedDictionary<string, (DeviceState? State, bool IsOnline)> boards = await ListenAsync(
                new FleetWatcher(client, topics), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel);
            Print(boards, parsed.GetValue(json));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<SortedDictionary<string, (DeviceState? State, bool IsOnline)>> ListenAsync(FleetWatcher watcher, TimeSpan time, CancellationToken cancel)
    {
        if (await watcher.SubscribeAsync(cancel) is { } refusal)
        {
            throw new Failure(ExitCode.Broker, refusal, "ask whoever runs the broker");
        }

        SortedDictionary<string, (DeviceState? State, bool IsOnline)> boards = new(StringComparer.Ordinal);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(time);
        try
        {
            await foreach (FleetMessage message in watcher.ReadAllAsync(end.Token))
            {
                (DeviceState? state, bool isOnline) = boards.GetValueOrDefault(message.DeviceId);
                boards[message.DeviceId] = message switch
                {
                    DeviceState newer => (newer, isOnline),
                    DevicePresence presence => (state, presence.IsOnline),
                    _ => (state, isOnline),
                };
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The time is over.
        }

        return boards;
    }

    private static void Print(SortedDictionary<string, (DeviceState? State, bool IsOnline)> boards, bool json)
    {
        if (json)
        {
            Terminal.Json(boards.Select(board => new { device = board.Key, online = board.Value.IsOnline, state = board.Value.State }));
            return;
        }

        if (boards.Count == 0)
        {
            Terminal.Line("no board of this fleet has said anything to this broker yet");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("device", "online", "release", "patch", "phase", "last outcome", "heap", "assemblies left");
        foreach ((string name, (DeviceState? state, bool isOnline)) in boards)
        {
            table.AddRow(
                name,
                isOnline ? "yes" : "no",
                WatchVerb.Short(state?.Release),
                WatchVerb.Short(state?.Patch),
                state == null ? "" : WatchVerb.Phase(state.Phase),
                state == null ? "" : StatusText.Of(state.Status),
                state == null ? "" : $"{state.HeapFree / 1024} KB",
                state == null ? "" : $"{state.AssembliesFree}");
        }

        Terminal.Write(table);
    }
}
