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

        /// <param name="power">Null: there is always enough.</param>
        internal HeapCheck(IPower power)
        {
            _power = power;
        }

        internal bool HasFailed { get; private set; }

        /// <summary>For all but copies of images.</summary>
        internal bool AllowsExpanding(int lengthBytes)
        {
            HasFailed = false;
            return Allows(FixedBytes + (TimesExpanded * lengthBytes));
        }

        internal bool AllowsCopy(int lengthBytes)
        {
            return Allows(ReserveBytes + lengthBytes);
        }

        private bool Allows(int bytes)
        {
            HasFailed |= _power != null && _power.FreeHeapBytes(true) < bytes;
            return !HasFailed;
        }
    }
}
