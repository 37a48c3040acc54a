using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>Breaks work off before it begins, when told to.</summary>
internal sealed class TestLimit : IExecutionLimit
{
    public bool BreaksOff { get; set; }

    public List<int> LimitsMs { get; } = [];

    public void Run(ThreadStart work, int limitMs)
    {
        LimitsMs.Add(limitMs);
        if (BreaksOff)
        {
            throw new TimeoutException();
        }

        work();
    }
}
