using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

public sealed class TestPower : IPower
{
    public int Reboots { get; private set; }

    public long Free { get; set; } = 100_000;

    public void Reboot() => Reboots++;

    public long FreeHeapBytes(bool collect) => Free;
}
