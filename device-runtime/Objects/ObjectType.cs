using System;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>The classes of objects that are met while references are followed.</summary>
    internal static class ObjectType
    {
        /// <summary>That of <paramref name="value"/>; for reflection's own objects, of which the firmware says something that is no class, one of the library's.</summary>
        internal static Type Of(object value)
        {
            return value is MemberInfo || value is Assembly ? typeof(Assembly) : value.GetType();
        }
    }
}
