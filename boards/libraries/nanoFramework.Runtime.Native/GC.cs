using NanoLive;

namespace nanoFramework.Runtime.Native
{
    /// <summary>The board's garbage collector.</summary>
    public static class GC
    {
        /// <summary>Collects, and returns the free heap in bytes.</summary>
        public static uint Run(bool compactHeap)
        {
            return (uint)Socket.Board.Power.FreeHeapBytes;
        }

        public static void EnableGCMessages(bool enable)
        {
        }
    }
}
