namespace NanoLive.Ports
{
    /// <summary>
    /// Expands packed payloads (FORMAT.md, "Packed payload"), a piece at a time. A board can do without: then it takes plain ones only. What is asked to be expanded
    /// has the signed digest; what comes out has the checksum that stands in it.
    /// </summary>
    public interface IUnpacking
    {
        /// <summary>Forgets what was going on and begins with this payload, which is kept until <see cref="Finish"/>.</summary>
        /// <param name="releaseDigest">Of what was flashed, 32 bytes: plans begin with it.</param>
        /// <param name="mostBytes">Of plan and assembly together; more is refused.</param>
        void Begin(byte[] packed, byte[] releaseDigest, int mostBytes);

        /// <summary>One piece; true when finished.</summary>
        bool Step();

        /// <summary>After the last piece: <see cref="Format.Status.Ok"/> with plan and assembly, which are the caller's from now on, or why there are none;
        /// <see cref="Format.Status.HeapTooSmall"/>: it may be another time.</summary>
        int Finish(out byte[] plan, out byte[] assembly);
    }
}
