namespace NanoLive.Hardware
{
    /// <summary>Reset and memory of the board.</summary>
    public interface IPower
    {
        /// <summary>Asks for a reboot. The board stops at the end of the running step; nothing of this boot runs afterwards.</summary>
        void Reboot();

        /// <summary>What the heap budget of the board has left.</summary>
        long FreeHeapBytes { get; }
    }
}
