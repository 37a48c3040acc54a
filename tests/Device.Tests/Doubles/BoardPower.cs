using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>Counts reboots; has as much heap as it is told.</summary>
    public sealed class BoardPower : IPower
    {
        public int Reboots { get; private set; }

        public long FreeBytes { get; set; } = 100000;

        public void Reboot()
        {
            Reboots++;
        }

        public long FreeHeapBytes(bool collect)
        {
            return FreeBytes;
        }
    }
}
