namespace Drivers
{
    /// <summary>What the lamps of a frame have, as far as that is known.</summary>
    internal sealed class MatrixFrame
    {
        private const short Unknown = -1;

        private readonly short[] _lamps = new short[Is31fl3731.Width * Is31fl3731.Height];

        public MatrixFrame()
        {
            for (int i = 0; i < _lamps.Length; i++)
            {
                _lamps[i] = Unknown;
            }
        }

        /// <summary>False when the lamp has that brightness already.</summary>
        public bool Take(int lamp, byte brightness)
        {
            if (_lamps[lamp] == brightness)
            {
                return false;
            }

            _lamps[lamp] = brightness;
            return true;
        }

        public void TakeAll(byte brightness)
        {
            for (int i = 0; i < _lamps.Length; i++)
            {
                _lamps[i] = brightness;
            }
        }
    }
}
