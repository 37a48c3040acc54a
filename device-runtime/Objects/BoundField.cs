using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>A field of a caller that always refers to the object of an entry.</summary>
    internal sealed class BoundField
    {
        internal object Holder;

        /// <summary>Null while it sleeps: the class that took the holder's place has no such field.</summary>
        internal FieldInfo Field;

        // What it was before the last swap.
        internal object FormerHolder;
        internal FieldInfo FormerField;

        internal BoundField(object holder, FieldInfo field)
        {
            Holder = holder;
            Field = field;
        }
    }
}
