using NanoLive.Hardware;

namespace NanoLive.Guest
{
    /// <summary>Reset and heap of the simulated board as the runtime's port.</summary>
    public sealed class SimulatedPower : Ports.IPower
    {
        private readonly IPower _power;

        public SimulatedPower(IPower power)
        {
            _power = power;
        }

        /// <inheritdoc/>
        public void Reboot()
        {
            _power.Reboot();
        }

        /// <inheritdoc/>
        public long FreeHeapBytes(bool collect)
        {
            return _power.FreeHeapBytes;
        }
    }
}
