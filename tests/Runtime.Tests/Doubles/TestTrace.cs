using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>Keeps the diary.</summary>
public sealed class TestTrace : ITrace
{
    public List<(string What, string? Subject, long First, long Second)> Lines { get; } = [];

    public bool IsSilent { get; set; }

    public void Write(string what, string subject, long first, long second)
    {
        if (!IsSilent)
        {
            Lines.Add((what, subject, first, second));
        }
    }

    public int Count(string what) => Lines.Count(line => line.What == what);
}
