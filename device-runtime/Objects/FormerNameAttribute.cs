using System;

namespace NanoLive.Objects
{
    /// <summary>
    /// Says to the patch compiler what a field, a method, a property or a type was called in the release, and by what a field's value is multiplied and
    /// divided on the way; the way back is the other way round. Read at compile time only.
    /// </summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Delegate)]
    public sealed class FormerNameAttribute : Attribute
    {
        public FormerNameAttribute(string name)
        {
            Name = name;
        }

        public string Name;

        /// <summary>At least 1; 0 stands for 1.</summary>
        public int Multiply;

        /// <summary>At least 1; 0 stands for 1.</summary>
        public int Divide;
    }
}
