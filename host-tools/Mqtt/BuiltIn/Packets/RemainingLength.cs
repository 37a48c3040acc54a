namespace NanoLive.Mqtt.Packets;

/// <summary>The length field of a packet: 1 to 4 bytes of 7 bits, least significant first (MQTT 3.1.1, 2.2.3).</summary>
internal static class RemainingLength
{
    public const int MaxBytes = 4;
    public const int Max = 268_435_455;

    public static int LengthBytes(int value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };

    public static int Write(int value, Span<byte> output)
    {
        int length = 0;
        do
        {
            int more = value > 127 ? 0x80 : 0;
            output[length++] = (byte)(value & 0x7F | more);
            value >>= 7;
        }
        while (value > 0);

        return length;
    }

    /// <summary>Returns how many bytes the field has, 0 when its end is not there yet, -1 when it does not end after four.</summary>
    public static int Read(ReadOnlySpan<byte> input, out int value)
    {
        value = 0;
        for (int i = 0; i < MaxBytes; i++)
        {
            if (i == input.Length)
            {
                return 0;
            }

            value |= (input[i] & 0x7F) << (7 * i);
            if (input[i] < 0x80)
            {
                return i + 1;
            }
        }

        return -1;
    }
}
