using NanoLive.Ports;

namespace NanoLive.Unpacking
{
    /// <summary>Looks, before memory is taken, whether it is there: a board that runs out of it in the middle would reset.</summary>
    internal sealed class HeapCheck
    {
        // Probabilities, the empty tables of a draft, the usual plan; and for each byte that comes out: tables that grow, what came of each row, the copy.
        private const int FixedBytes = 20480;
        private const int TimesExpanded = 8;
        private const int ReserveBytes = 1024;

        private readonly IPower _power;

        // What was free beyond what expanding takes, less the copies since: they must not live on what it still needs.
        private long _spareBytes;

        /// <param name="power">Null: there is always enough.</param>
        internal HeapCheck(IPower power)
        {
            _power = power;
        }

        internal bool HasFailed { get; private set; }

        /// <summary>For all but copies of images.</summary>
        internal bool AllowsExpanding(int lengthBytes)
        {
            _spareBytes = _power == null ? long.MaxValue : _power.FreeHeapBytes(true) - FixedBytes - (TimesExpanded * lengthBytes);
            HasFailed = _spareBytes < 0;
            return !HasFailed;
        }

        internal bool AllowsCopy(int lengthBytes)
        {
            _spareBytes -= lengthBytes;
            HasFailed |= _spareBytes < 0 || (_power != null && _power.FreeHeapBytes(true) < ReserveBytes + lengthBytes);
            return !HasFailed;
        }
    }
}
