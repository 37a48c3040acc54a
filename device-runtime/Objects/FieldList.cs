using System;
using System.Collections;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>The instance fields of a class with those of its base classes.</summary>
    internal static class FieldList
    {
        private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        /// <summary>Most derived class first; each field once.</summary>
        internal static FieldInfo[] Of(Type type)
        {
            ArrayList found = new ArrayList();
            for (Type level = type; level != null && level != typeof(object); level = level.BaseType)
            {
                FieldInfo[] declared = level.GetFields(Declared);
                for (int i = 0; i < declared.Length; i++)
                {
                    found.Add(declared[i]);
                }
            }

            FieldInfo[] fields = new FieldInfo[found.Count];
            found.CopyTo(fields);
            return fields;
        }

        /// <summary>The first of that name, which is the most derived one; null when there is none.</summary>
        internal static FieldInfo Find(FieldInfo[] fields, string name)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                if (fields[i].Name == name)
                {
                    return fields[i];
                }
            }

            return null;
        }

        internal static bool Contains(FieldInfo[] fields, FieldInfo field)
        {
            for (int i = 0; i < fields.Length; i++)
            {
                if (Same(fields[i], field))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Whether two reflections are of one field; .NET tells two of one field apart by the class they were asked of.</summary>
        internal static bool Same(FieldInfo left, FieldInfo right)
        {
            return left.Name == right.Name && left.DeclaringType == right.DeclaringType;
        }
    }
}
