using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The pins as one boot reaches them.</summary>
internal sealed class BootPins(BootGate gate, PinBank pins) : IPins
{
    public int Count => pins.Count;

    public void SetMode(int pin, int mode)
    {
        gate.Check();
        pins[pin].SetDirection((PinDirection)mode);
    }

    public bool Read(int pin)
    {
        gate.Check();
        return pins[pin].Level;
    }

    public void Write(int pin, bool high)
    {
        gate.Check();
        pins[pin].Write(high);
    }

    public void Listen(int pin, IEdgeListener? listener)
    {
        gate.Check();
        pins[pin].Listen(listener);
    }

    public void Release(int pin)
    {
        // Finalizers of a boot that is over come here, too; they must find nothing and break nothing.
        if (!gate.IsOver)
        {
            pins[pin].Release(PinCause.Release);
        }
    }
}
