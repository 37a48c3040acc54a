namespace NanoLive.Mqtt;

/// <summary>Keeps a client connected: for those who watch for hours. Boards do this themselves.</summary>
public static class MqttReconnection
{
    private const int FirstPauseMs = 250;
    private const int LongestPauseMs = 15_000;

    /// <summary>
    /// Connects, calls <paramref name="whenConnected"/> (which subscribes), waits until the connection ends, and begins again, with pauses that double
    /// up to 15 s. Ends only by cancellation, then disconnected, or by an exception of <paramref name="whenConnected"/> other than
    /// <see cref="MqttDisconnectedException"/>. A broker that refuses is asked again: it may be restarting.
    /// </summary>
    /// <param name="whenRefused">Told of every attempt that failed.</param>
    public static async Task KeepConnectedAsync(
        IMqttClient client,
        MqttConnectOptions options,
        Func<MqttConnectOutcome, CancellationToken, Task> whenConnected,
        Action<MqttConnectOutcome>? whenRefused,
        CancellationToken cancellationToken)
    {
        int pauseMs = FirstPauseMs;
        while (true)
        {
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void OnDisconnected(MqttDisconnection disconnection) => ended.TrySetResult();
            client.Disconnected += OnDisconnected;
            try
            {
                MqttConnectOutcome outcome = await client.ConnectAsync(options, cancellationToken);
                if (outcome.IsAccepted)
                {
                    pauseMs = FirstPauseMs;
                    await whenConnected(outcome, cancellationToken);
                    await ended.Task.WaitAsync(cancellationToken);
                }
                else
                {
                    whenRefused?.Invoke(outcome);
                }
            }
            catch (MqttDisconnectedException)
            {
                // Lost again while subscribing: the next round tries anew.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await client.DisconnectAsync(CancellationToken.None);
                throw;
            }
            finally
            {
                client.Disconnected -= OnDisconnected;
            }

            await Task.Delay(pauseMs, cancellationToken);
            pauseMs = Math.Min(2 * pauseMs, LongestPauseMs);
        }
    }
}
