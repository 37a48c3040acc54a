using System;

namespace Drivers
{
    /// <summary>What decides which frame is shown.</summary>
    public enum DisplayMode
    {
        Picture = 0x00,
        AutoPlay = 0x08,
        Audio = 0x18,
    }

    /// <summary>How it fades from one to the next, in steps of 26 ms each.</summary>
    public enum FadeTime
    {
        Ms26 = 0,
        Ms52 = 1,
        Ms104 = 2,
        Ms208 = 3,
        Ms416 = 4,
        Ms832 = 5,
        Ms1664 = 6,
        Ms3328 = 7,
    }

    /// <summary>Letters of five columns; the lowest bit is the top.</summary>
    internal static class Glyphs
    {
        private static readonly byte[] Digits =
        {
            0x3E, 0x51, 0x49, 0x45, 0x3E, 0x00, 0x42, 0x7F, 0x40, 0x00, 0x42, 0x61, 0x51, 0x49, 0x46, 0x21, 0x41, 0x45, 0x4B, 0x31,
            0x18, 0x14, 0x12, 0x7F, 0x10, 0x27, 0x45, 0x45, 0x45, 0x39, 0x3C, 0x4A, 0x49, 0x49, 0x30, 0x01, 0x71, 0x09, 0x05, 0x03,
            0x36, 0x49, 0x49, 0x49, 0x36, 0x06, 0x49, 0x49, 0x29, 0x1E,
        };

        public const int Width = 5;

        public static byte Column(char digit, int column)
        {
            return digit < '0' || digit > '9' ? (byte)0 : Digits[((digit - '0') * Width) + column];
        }
    }
}
