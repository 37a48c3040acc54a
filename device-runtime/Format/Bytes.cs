namespace NanoLive.Format
{
    /// <summary>Comparison of digests and ids.</summary>
    internal static class Bytes
    {
        /// <summary>Both ranges must lie inside their buffers. Not in constant time: nothing that is compared here is secret.</summary>
        public static bool Equal(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (left[leftOffset + i] != right[rightOffset + i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
