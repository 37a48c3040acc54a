using System.Collections;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>A place that is to refer to another object: a field, static or not, or an element of a list.</summary>
    internal sealed class Slot
    {
        private readonly object _holder;
        private readonly FieldInfo _field;
        private readonly int _index;
        private readonly object _value;

        /// <param name="holder">Null for a static field.</param>
        /// <param name="value">Was found to fit the field.</param>
        internal Slot(object holder, FieldInfo field, object value)
        {
            _holder = holder;
            _field = field;
            _value = value;
        }

        /// <param name="value">Was found to fit the list's elements.</param>
        internal Slot(IList list, int index, object value)
        {
            _holder = list;
            _index = index;
            _value = value;
        }

        internal void Write()
        {
            if (_field != null)
            {
                _field.SetValue(_holder, _value);
            }
            else
            {
                ((IList)_holder)[_index] = _value;
            }
        }
    }
}
