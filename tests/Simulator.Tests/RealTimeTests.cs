using System.Text;
using NanoLive.Mqtt;
using NanoLive.Patching;

namespace NanoLive.Simulator.Tests;

/// <summary>The weather station of a folder, in real time, with a real broker.</summary>
public sealed class RealTimeTests : IAsyncLifetime
{
    private readonly IMqttBroker _broker = MqttConnections.CreateBroker();
    private readonly IMqttClient _operator = MqttConnections.CreateClient();
    private readonly string _boards = Directory.CreateTempSubdirectory("nanolive").FullName;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _broker.StartAsync(cancellation);
        await _operator.ConnectAsync(new MqttConnectOptions { Host = "127.0.0.1", Port = _broker.EndPoint.Port, ClientId = "operator" }, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Station_sends_its_samples_over_tcp_and_goes_on_after_a_reset()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var release = SimulatedRelease.FilesOf(SimulatedRelease.Prepare(
            Build.Read(Path.Combine(AppContext.BaseDirectory, "firmware", "release")).Value!,
            [new byte[64]]));
        var folder = BoardFolder.Create(_boards, new BoardDescription { Device = "porch", Broker = _broker.EndPoint.ToString() }, release).Folder!;
        await _operator.SubscribeAsync("nanolive/default/device/porch/#", cancellationToken: cancellation);

        using var stop = new CancellationTokenSource();
        using var board = SimulatedBoard.Open(folder);
        var thread = new Thread(() => board.RunInRealTime(stop.Token));
        thread.Start();
        try
        {
            Assert.True(await Receive("telemetry", text => text.Contains("\"n\":20,", StringComparison.Ordinal)), "no samples");
            board.Reset();
            Assert.True(await Receive("telemetry", text => text.Contains("\"n\":1,", StringComparison.Ordinal)), "no samples after the reset");
            Assert.True(await Receive("telemetry", text => text.Contains("\"n\":10,", StringComparison.Ordinal)), "not enough samples after the reset");
        }
        finally
        {
            await stop.CancelAsync();
            thread.Join();
        }

        Assert.Equal(2, board.Boots);
        Assert.Empty(board.Crashes);
        Assert.DoesNotContain(TraceReader.Read(folder.TracePath), record => record.Record.What == TraceWords.Threw);
    }

    private async Task<bool> Receive(string name, Func<string, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await foreach (var message in _operator.Messages.WithCancellation(patience.Token))
            {
                if (message.Topic.EndsWith("/" + name, StringComparison.Ordinal) && wanted(Encoding.UTF8.GetString(message.Payload.Span)))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told by the answer.
        }

        return false;
    }
}
