using NanoLive;

namespace System.Device.Gpio
{
    /// <summary>Which pins of this boot are taken, as the board's pin driver keeps it: one owner a pin.</summary>
    internal static class ReservedPins
    {
        private static readonly object s_lock = new object();
        private static readonly bool[] s_taken = new bool[Socket.Board.Pins.Count];

        public static bool TryTake(int pinNumber)
        {
            lock (s_lock)
            {
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
                return pinNumber >= 0 && pinNumber < s_taken.Length && s_taken[pinNumber];
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
