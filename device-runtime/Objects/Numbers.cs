using System;

namespace NanoLive.Objects
{
    /// <summary>
    /// Conversion of boxed numbers. nanoFramework has no Convert.ChangeType, and its <c>checked</c> does not throw, so ranges are compared.
    /// </summary>
    internal static class Numbers
    {
        // The first double above long.MaxValue; the cast of anything below it is exact enough to compare.
        private const double TwoTo63 = 9223372036854775808.0;

        internal static bool IsNumber(Type type)
        {
            return IsFraction(type) || type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte)
                || type == typeof(uint) || type == typeof(ushort) || type == typeof(sbyte) || type == typeof(ulong);
        }

        /// <summary>
        /// <c>value * multiply / divide</c> as a number of <paramref name="type"/>; to whole numbers rounded to the nearest, halves away from
        /// zero, so that there and back again is what it was wherever the types allow it.
        /// </summary>
        /// <param name="value">A boxed number.</param>
        /// <param name="multiply">At least 1.</param>
        /// <param name="divide">At least 1.</param>
        /// <returns>Null when the result does not fit the type.</returns>
        internal static object Convert(object value, Type type, int multiply, int divide)
        {
            if (IsFraction(type) || value is float || value is double)
            {
                double product = ToDouble(value) * multiply / divide;
                if (type == typeof(double))
                {
                    return product;
                }

                return type == typeof(float) ? (float)product : Round(product, type);
            }

            long whole;
            if (!TryToLong(value, out whole) || whole > long.MaxValue / multiply || whole < long.MinValue / multiply)
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

            return Box(result, type);
        }

        private static bool IsFraction(Type type)
        {
            return type == typeof(float) || type == typeof(double);
        }

        private static object Round(double value, Type type)
        {
            double rounded = value < 0 ? value - 0.5 : value + 0.5;

            // Written so that NaN fails.
            if (!(rounded < TwoTo63 && rounded > -TwoTo63))
            {
                return null;
            }

            return Box((long)rounded, type);
        }

        private static double ToDouble(object value)
        {
            if (value is double)
            {
                return (double)value;
            }

            if (value is float)
            {
                return (float)value;
            }

            if (value is ulong)
            {
                return (ulong)value;
            }

            long whole;
            TryToLong(value, out whole);
            return whole;
        }

        private static bool TryToLong(object value, out long result)
        {
            result = 0;
            if (value is int)
            {
                result = (int)value;
            }
            else if (value is long)
            {
                result = (long)value;
            }
            else if (value is short)
            {
                result = (short)value;
            }
            else if (value is byte)
            {
                result = (byte)value;
            }
            else if (value is uint)
            {
                result = (uint)value;
            }
            else if (value is ushort)
            {
                result = (ushort)value;
            }
            else if (value is sbyte)
            {
                result = (sbyte)value;
            }
            else
            {
                result = (long)(ulong)value;
                return result >= 0;
            }

            return true;
        }

        private static object Box(long value, Type type)
        {
            if (type == typeof(long))
            {
                return value;
            }

            if (type == typeof(int))
            {
                return value == (int)value ? (object)(int)value : null;
            }

            if (type == typeof(short))
            {
                return value == (short)value ? (object)(short)value : null;
            }

            if (type == typeof(byte))
            {
                return value == (byte)value ? (object)(byte)value : null;
            }

            if (type == typeof(uint))
            {
                return value == (uint)value ? (object)(uint)value : null;
            }

            if (type == typeof(ushort))
            {
                return value == (ushort)value ? (object)(ushort)value : null;
            }

            if (type == typeof(sbyte))
            {
                return value == (sbyte)value ? (object)(sbyte)value : null;
            }

            return value >= 0 ? (object)(ulong)value : null;
        }
    }
}
