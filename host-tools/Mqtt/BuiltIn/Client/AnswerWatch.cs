namespace NanoLive.Mqtt.Client;

/// <summary>
/// When to ping and when a broker counts as gone. Answers are not overdue while nobody reads them: the time during which the reader waits
/// for room in the inbox does not count.
/// </summary>
internal sealed class AnswerWatch(int keepAliveSeconds, int answerTimeoutMs)
{
    public const ushort Ping = 0;

    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, long> _expectedSinceMs = [];
    private long _sentAtMs = Environment.TickCount64;
    private long _readingSinceMs = Environment.TickCount64;
    private bool _paused;

    /// <summary>How often to look: often enough that nothing is late by more than a quarter.</summary>
    public int PeriodMs { get; } = Math.Clamp(Math.Min(answerTimeoutMs, keepAliveSeconds == 0 ? int.MaxValue : keepAliveSeconds * 1000) / 4, 10, 1000);

    public bool Paused
    {
        set
        {
            lock (_lock)
            {
                _readingSinceMs = _paused && !value ? Environment.TickCount64 : _readingSinceMs;
                _paused = value;
            }
        }
    }

    public bool IsOverdue
    {
        get
        {
            lock (_lock)
            {
                long now = Environment.TickCount64;
                return !_paused && _expectedSinceMs.Values.Any(since => now - Math.Max(since, _readingSinceMs) > answerTimeoutMs);
            }
        }
    }

    public void Sent()
    {
        lock (_lock)
        {
            _sentAtMs = Environment.TickCount64;
        }
    }

    public void Expect(ushort id)
    {
        lock (_lock)
        {
            _expectedSinceMs[id] = Environment.TickCount64;
        }
    }

    public void Arrived(ushort id)
    {
        lock (_lock)
        {
            _expectedSinceMs.Remove(id);
        }
    }

    /// <summary>True when half the keep-alive has passed in silence; a ping is then expected to be answered.</summary>
    public bool TakePingIsDue()
    {
        lock (_lock)
        {
            long now = Environment.TickCount64;
            bool isDue = keepAliveSeconds > 0 && now - _sentAtMs >= keepAliveSeconds * 500L && !_expectedSinceMs.ContainsKey(Ping);
            if (isDue)
            {
                _expectedSinceMs[Ping] = now;
            }

            return isDue;
        }
    }
}
