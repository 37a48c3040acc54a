namespace NanoLive.Trust
{
    /// <summary>
    /// Plan and assembly, in buffers that were made for them. Holding one proves that these very bytes have the digest and the length that
    /// were asked for, and that nobody who handed bytes over holds the buffers. It does not prove that the assembly is sound or that the
    /// plan makes sense. Made by <see cref="PayloadVerification"/> only.
    /// </summary>
    [ForTools]
    public sealed class VerifiedPatch
    {
        internal VerifiedPatch(byte[] digest, byte[] plan, byte[] image)
        {
            Digest = digest;
            Plan = plan;
            Image = image;
        }

        /// <summary>SHA-256 of the payload, 32 bytes: the name of the patch, and of the state that it makes.</summary>
        public readonly byte[] Digest;

        /// <summary>For <see cref="Format.PlanReader"/>.</summary>
        public readonly byte[] Plan;

        /// <summary>The assembly. On the real CLR the array becomes the live code: whoever loads it leaves it alone from then on.</summary>
        public readonly byte[] Image;
    }
}
