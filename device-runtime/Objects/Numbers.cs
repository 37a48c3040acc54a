using System;

namespace NanoLive.Objects
{
    /// <summary>
    /// Conversion of boxed numbers. nanoFramework has no Convert.ChangeType, and its <c>checked</c> does not throw, so ranges are compared.
    /// </summary>
    internal static class Numbers
    {
        // Kinds, ordered so that widths can be computed from them: 1 to 4 signed, 5 to 8 unsigned, of 8, 16, 32, 64 bits each; 0: no number.
        private const int Signed = 4;
        private const int ULong = 8;
        private const int Float = 9;
        private const int Double = 10;

        // The first double above long.MaxValue; the cast of anything below it is exact enough to compare.
        private const double TwoTo63 = 9223372036854775808.0;

        internal static bool IsNumber(Type type)
        {
            return Kind(type) > 0;
        }

        /// <summary>
        /// <c>value * multiply / divide</c> as a number of <paramref name="type"/>; to whole numbers rounded to the nearest, halves away from
        /// zero, so that there and back again is what it was wherever the types allow it.
        /// </summary>
        /// <param name="value">Boxed.</param>
        /// <param name="multiply">At least 1.</param>
        /// <param name="divide">At least 1.</param>
        /// <returns>Null when it does not fit, or the value is no number.</returns>
        internal static object Convert(object value, Type type, int multiply, int divide)
        {
            int from = Kind(value.GetType());
            int to = Kind(type);
            if (from == 0)
            {
                return null;
            }

            long whole = from < Float ? ToLong(value, from) : 0;
            if (from >= Float || to >= Float)
            {
                double product = from == Double ? (double)value : from == Float ? (float)value : from == ULong ? (double)(ulong)value : whole;
                product = product * multiply / divide;
                return to == Double ? product : to == Float ? (float)product : Round(product, to);
            }

            if ((from == ULong && whole < 0) || whole > long.MaxValue / multiply || whole < long.MinValue / multiply)
            {
                return null;
            }

            whole *= multiply;
            long rest = whole % divide;
            long result = whole / divide;
            if (rest >= divide - rest)
            {
                result++;
            }
            else if (-rest >= divide + rest)
            {
                result--;
            }

            return Box(result, to);
        }

        private static int Kind(Type type)
        {
            return type == typeof(int) ? 3 : type == typeof(double) ? Double : type == typeof(float) ? Float : type == typeof(byte) ? 5
                : type == typeof(short) ? 2 : type == typeof(long) ? Signed : type == typeof(ushort) ? 6 : type == typeof(uint) ? 7
                : type == typeof(sbyte) ? 1 : type == typeof(ulong) ? ULong : 0;
        }

        private static object Round(double value, int kind)
        {
            double rounded = value < 0 ? value - 0.5 : value + 0.5;

            // Written so that NaN fails.
            if (!(rounded < TwoTo63 && rounded > -TwoTo63))
            {
                return null;
            }

            return Box((long)rounded, kind);
        }

        // What does not fit a long turns negative.
        private static long ToLong(object value, int kind)
        {
            switch (kind)
            {
                case 1:
                    return (sbyte)value;
                case 2:
                    return (short)value;
                case 3:
                    return (int)value;
                case Signed:
                    return (long)value;
                case 5:
                    return (byte)value;
                case 6:
                    return (ushort)value;
                case 7:
                    return (uint)value;
                default:
                    return (long)(ulong)value;
            }
        }

        private static object Box(long value, int kind)
        {
            int bits = 8 << ((kind - 1) & 3);
            long beyond = value >> (kind > Signed && kind < ULong ? bits : bits - 1);
            if (beyond != 0 && (kind > Signed || beyond != -1))
            {
                return null;
            }

            switch (kind)
            {
                case 1:
                    return (sbyte)value;
                case 2:
                    return (short)value;
                case 3:
                    return (int)value;
                case Signed:
                    return value;
                case 5:
                    return (byte)value;
                case 6:
                    return (ushort)value;
                case 7:
                    return (uint)value;
                default:
                    return (ulong)value;
            }
        }
    }
}
