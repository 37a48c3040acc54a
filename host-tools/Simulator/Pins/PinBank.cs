using System.Collections;

namespace NanoLive.Simulator;

/// <summary>The pins of one board, by number.</summary>
public sealed class PinBank : IReadOnlyList<SimulatedPin>
{
    private readonly SimulatedPin[] _pins;

    internal PinBank(int count, Func<long> nowUs, bool keepEdges)
    {
        _pins = new SimulatedPin[count];
        for (int number = 0; number < count; number++)
        {
            _pins[number] = new SimulatedPin(number, nowUs, keepEdges);
        }
    }

    /// <inheritdoc/>
    public int Count => _pins.Length;

    /// <inheritdoc/>
    public SimulatedPin this[int number] => _pins[number];

    /// <inheritdoc/>
    public IEnumerator<SimulatedPin> GetEnumerator() => ((IEnumerable<SimulatedPin>)_pins).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Reset()
    {
        foreach (var pin in _pins)
        {
            pin.Release(PinCause.Reset);
        }
    }
}
