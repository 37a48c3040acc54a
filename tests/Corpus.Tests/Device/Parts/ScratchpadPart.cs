namespace Corpus.Parts
{
    /// <summary>Nine bytes: a temperature in sixteenths, every other one below zero, six more, and the CRC (polynomial 0x8C, initial 0).</summary>
    public sealed class ScratchpadPart : Part
    {
        public ScratchpadPart()
            : base(1)
        {
        }

        public override void Write(byte[] bytes, int offset, int count)
        {
        }

        public override void Read(byte[] bytes, int offset, int count)
        {
            byte[] pad = new byte[9];
            int raw = (Step % 2 == 0 ? 1 : -1) * Measured(0);
            pad[0] = (byte)raw;
            pad[1] = (byte)(raw >> 8);
            int crc = 0;
            for (int i = 0; i < 8; i++)
            {
                crc ^= pad[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1;
                }
            }

            pad[8] = (byte)crc;
            for (int i = 0; i < count; i++)
            {
                bytes[offset + i] = pad[i];
            }
        }
    }
}
