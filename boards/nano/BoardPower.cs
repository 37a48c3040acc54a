using nanoFramework.Runtime.Native;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>Reset and heap of a nanoFramework board.</summary>
    public sealed class BoardPower : IPower
    {
        /// <inheritdoc/>
        public void Reboot()
        {
            Power.RebootDevice(RebootOption.ClrOnly);
        }

        /// <inheritdoc/>
        public long FreeHeapBytes(bool collect)
        {
            // GC.Run always collects; without compaction it is the cheapest figure there is.
            return GC.Run(collect);
        }
    }
}
