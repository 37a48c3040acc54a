using Xunit;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>Every wait of these tests ends: after a minute it is a failure that says for what it waited.</summary>
internal static class Bounded
{
    public const int TimeoutMs = 60_000;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        await ((Task)task).Within(what);
        return await task;
    }

    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(TimeSpan.FromMilliseconds(TimeoutMs), Token);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Waited {TimeoutMs} ms in vain for {what}.");
        }
    }

    /// <summary>Polls, for conditions that nobody announces.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        long start = Environment.TickCount64;
        while (!condition())
        {
            if (Environment.TickCount64 - start > TimeoutMs)
            {
                Assert.Fail($"Waited {TimeoutMs} ms in vain for {what}.");
            }

            await Task.Delay(5, Token);
        }
    }
}
