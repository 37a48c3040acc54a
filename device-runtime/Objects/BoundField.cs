using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>A field of a caller that always refers to the object of an entry.</summary>
    internal sealed class BoundField
    {
        internal object Holder;
        internal FieldInfo Field;

        internal BoundField(object holder, FieldInfo field)
        {
            Holder = holder;
            Field = field;
        }
    }
}
