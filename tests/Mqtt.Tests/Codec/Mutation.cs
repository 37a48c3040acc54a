namespace NanoLive.Mqtt.Tests.Codec;

/// <summary>Valid bytes with a few things wrong: flipped, overwritten, inserted, removed or cut off.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] valid, Random random)
    {
        var bytes = new List<byte>(valid);
        for (int count = random.Next(1, 5); count > 0 && bytes.Count > 0; count--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
