using NanoLive;

namespace System.Device.Gpio
{
    /// <summary>Which pins of this boot are taken, as the board's pin driver keeps it: one owner a pin.</summary>
    internal static class ReservedPins
    {
        private static readonly object s_lock = new object();
        private static bool[] s_taken;

        public static bool TryTake(int pinNumber)
        {
            lock (s_lock)
            {
                // Not in an initialiser: on nanoFramework's CLR those run before the board is plugged in.
                s_taken = s_taken == null ? new bool[Socket.Board.Pins.Count] : s_taken;
                if (pinNumber < 0 || pinNumber >= s_taken.Length || s_taken[pinNumber])
                {
                    return false;
                }

                s_taken[pinNumber] = true;
                return true;
            }
        }

        public static bool IsTaken(int pinNumber)
        {
            lock (s_lock)
            {
                return s_taken != null && pinNumber >= 0 && pinNumber < s_taken.Length && s_taken[pinNumber];
            }
        }

        public static void Release(int pinNumber)
        {
            lock (s_lock)
            {
                s_taken[pinNumber] = false;
            }

            Socket.Board.Pins.Release(pinNumber);
        }
    }
}
