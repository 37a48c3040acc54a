namespace NanoLive.Ports
{
    /// <summary>Reset and memory.</summary>
    public interface IPower
    {
        /// <summary>Reboots the CLR. May return; nothing that the caller does afterwards matters.</summary>
        void Reboot();

        /// <summary>Bytes that the managed heap has left, after a collection where <paramref name="collect"/> says so.</summary>
        long FreeHeapBytes(bool collect);
    }
}
