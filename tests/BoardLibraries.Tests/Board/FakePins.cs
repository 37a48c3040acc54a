using NanoLive.Hardware;

namespace NanoLive.BoardLibraries.Board;

/// <summary>Forty pins; every even one is wired to the next odd one. Writes down what is done to them.</summary>
internal sealed class FakePins : IPins
{
    private readonly bool[] _levels = new bool[40];
    private readonly IEdgeListener?[] _listeners = new IEdgeListener?[40];

    public List<string> Log { get; } = [];

    public long NowUs { get; set; }

    public int Count => _levels.Length;

    public void SetMode(int pin, int mode) => Log.Add($"mode {pin} {mode}");

    public bool Read(int pin) => _levels[pin];

    public void Write(int pin, bool high)
    {
        if (_levels[pin] != high)
        {
            Log.Add($"level {pin} {(high ? 1 : 0)}");
            _levels[pin] = high;
        }

        if (pin % 2 == 0 && _levels[pin + 1] != high)
        {
            _levels[pin + 1] = high;
            _listeners[pin + 1]?.OnEdge(pin + 1, high, NowUs);
        }
    }

    public void Listen(int pin, IEdgeListener listener) => _listeners[pin] = listener;

    public void Release(int pin)
    {
        Log.Add($"release {pin}");
        _listeners[pin] = null;
    }
}
