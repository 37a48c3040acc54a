namespace NanoLive.Unpacking
{
    /// <summary>Copies of what was flashed, for patches to be packed against; the same on the board and where patches are made.</summary>
    internal interface IBaseImages
    {
        int Count { get; }

        /// <summary>What a copy takes.</summary>
        int LengthBytes(int index);

        /// <summary>Assembly number <paramref name="index"/>: from 0 to <see cref="Count"/> - 1.</summary>
        byte[] Image(int index);
    }
}
