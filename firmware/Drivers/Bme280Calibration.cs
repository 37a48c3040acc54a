namespace WeatherStation.Drivers
{
    /// <summary>The coefficients that every part carries, data sheet section 4.2.2. Read once, when the driver starts.</summary>
    public class Bme280Calibration
    {
        internal readonly int T1;
        internal readonly int T2;
        internal readonly int T3;
        internal readonly long P1;
        internal readonly long P2;
        internal readonly long P3;
        internal readonly long P4;
        internal readonly long P5;
        internal readonly long P6;
        internal readonly long P7;
        internal readonly long P8;
        internal readonly long P9;
        internal readonly int H1;
        internal readonly int H2;
        internal readonly int H3;
        internal readonly int H4;
        internal readonly int H5;
        internal readonly int H6;

        /// <param name="low">26 bytes from 0x88.</param>
        /// <param name="high">7 bytes from 0xE1.</param>
        public Bme280Calibration(byte[] low, byte[] high)
        {
            T1 = Unsigned(low, 0);
            T2 = Signed(low, 2);
            T3 = Signed(low, 4);
            P1 = Unsigned(low, 6);
            P2 = Signed(low, 8);
            P3 = Signed(low, 10);
            P4 = Signed(low, 12);
            P5 = Signed(low, 14);
            P6 = Signed(low, 16);
            P7 = Signed(low, 18);
            P8 = Signed(low, 20);
            P9 = Signed(low, 22);
            H1 = low[25];
            H2 = Signed(high, 0);
            H3 = high[2];

            // H4 and H5 are 12 bits each and share the byte at 0xE5.
            H4 = ((sbyte)high[3] << 4) | (high[4] & 0x0F);
            H5 = ((sbyte)high[5] << 4) | (high[4] >> 4);
            H6 = (sbyte)high[6];
        }

        private static int Unsigned(byte[] bytes, int offset)
        {
            return bytes[offset] | (bytes[offset + 1] << 8);
        }

        private static int Signed(byte[] bytes, int offset)
        {
            return (short)Unsigned(bytes, offset);
        }
    }
}
