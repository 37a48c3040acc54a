using System;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>The way of one value from a field of one class to a field of another.</summary>
    internal sealed class FieldRoute
    {
        private readonly bool _converts;
        private readonly int _multiply;
        private readonly int _divide;

        private FieldRoute(FieldInfo from, FieldInfo to, bool converts, int multiply, int divide)
        {
            From = from;
            To = to;
            _converts = converts;
            _multiply = multiply;
            _divide = divide;
        }

        internal FieldInfo From { get; }

        internal FieldInfo To { get; }

        /// <summary>Whether values may be objects of their own, which the swap may have to replace.</summary>
        internal bool IsReference
        {
            get { return !To.FieldType.IsValueType; }
        }

        /// <summary>A route that the types allow; null when they do not.</summary>
        /// <param name="asked">Whether the plan asks for it; without it numbers are not retyped.</param>
        internal static FieldRoute Between(FieldInfo from, FieldInfo to, bool asked, int multiply, int divide)
        {
            bool numbers = Numbers.IsNumber(from.FieldType) && Numbers.IsNumber(to.FieldType);
            bool scaled = multiply != 1 || divide != 1;
            if (from.FieldType == to.FieldType && !scaled)
            {
                return new FieldRoute(from, to, false, 1, 1);
            }

            if (numbers && asked)
            {
                return new FieldRoute(from, to, true, multiply, divide);
            }

            // References are looked at one by one: the value may be replaced on the way.
            bool references = !from.FieldType.IsValueType && !to.FieldType.IsValueType;
            return references && !scaled ? new FieldRoute(from, to, false, 1, 1) : null;
        }

        /// <summary>What the target field gets for this value of the source field. False when it does not fit the target's type.</summary>
        internal bool TryConvert(object value, out object result)
        {
            result = _converts ? Numbers.Convert(value, To.FieldType, _multiply, _divide) : value;
            return Fits(To, result);
        }

        /// <summary>Whether the field can hold the value. On the real CLR a boxed enum reads as its number and cannot be written back.</summary>
        internal static bool Fits(FieldInfo field, object value)
        {
            return value == null ? !field.FieldType.IsValueType : field.FieldType.IsInstanceOfType(value);
        }
    }
}
