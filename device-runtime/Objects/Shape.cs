using System;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>What a walk does with objects of one class.</summary>
    internal sealed class Shape
    {
        internal Type Type;

        /// <summary>The change whose objects, in any earlier form, are of this class; null when it stays.</summary>
        internal ClassSwap Replaced;

        /// <summary>The change that brought this class; null when no patch on trial did.</summary>
        internal ClassSwap Replacing;

        /// <summary>Of the elements of an array; null for anything else.</summary>
        internal Shape Element;

        /// <summary>Whether the objects are lists whose elements are looked at.</summary>
        internal bool IsList;

        internal bool IsDelegate;

        /// <summary>Whether there is anything behind such an object.</summary>
        internal bool IsFollowed;

        /// <summary>The fields through which something of the plan can be reached; empty for lists and delegates.</summary>
        internal FieldInfo[] Fields;
    }
}
