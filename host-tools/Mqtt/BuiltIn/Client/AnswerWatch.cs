namespace NanoLive.Mqtt.Client;

/// <summary>
/// When to ping and when a broker counts as gone. It is not the broker's fault when the inbox is full and the reader waits for room: then a ping may stay
/// unanswered. But an answer that somebody awaits stands behind those messages, and whoever awaits it may be the one who should take them, so
/// this, too, ends after the time allowed instead of never.
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
                _readingSinceMs = _paused == value ? _readingSinceMs : Environment.TickCount64;
                _paused = value;
            }
        }
    }

    /// <summary>What is wrong, when an answer is overdue; otherwise null.</summary>
    public string? Overdue
    {
        get
        {
            lock (_lock)
            {
                long now = Environment.TickCount64;
                bool isLate = _expectedSinceMs.Any(expected =>
                    !(_paused && expected.Key == Ping) && now - Math.Max(expected.Value, _readingSinceMs) > answerTimeoutMs);
                string why = _paused ? "The inbox is full and nobody took a message, so that an answer waited behind it" : "The broker left a packet unanswered";
                return isLate ? $"{why} for {answerTimeoutMs} ms." : null;
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
