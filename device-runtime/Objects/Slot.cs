using System.Collections;
using System.Reflection;
using NanoLive.Ports;

namespace NanoLive.Objects
{
    /// <summary>
    /// A place that a commit writes, of which it was found that the value fits: a field, static or not; an element of a list; the object of an
    /// entry; who listens to a line.
    /// </summary>
    internal sealed class Slot
    {
        private readonly object _holder;
        private readonly FieldInfo _field;
        private readonly object _value;

        /// <summary>Of the element, when the holder is a list.</summary>
        internal int Index;

        /// <summary>What says which field it is from then on; null: nothing does. Bound to no field, it sleeps.</summary>
        internal BoundField Bound;

        /// <param name="holder">Null for a static field.</param>
        /// <param name="field">Null for what is no field.</param>
        internal Slot(object holder, FieldInfo field, object value)
        {
            _holder = holder;
            _field = field;
            _value = value;
        }

        internal void Write()
        {
            if (Bound != null)
            {
                Rebind();
            }
            else if (_holder is Entry)
            {
                ((Entry)_holder).Target = _value;
            }
            else if (_holder is Line)
            {
                ((Line)_holder).Handler = _value;
            }
            else if (_field == null)
            {
                ((IList)_holder)[Index] = _value;
            }

            if (_field != null)
            {
                _field.SetValue(_holder, _value);
            }
        }

        private void Rebind()
        {
            if (Bound.Holder != _holder || Bound.Field != _field)
            {
                Bound.FormerHolder = Bound.Holder;
                Bound.FormerField = Bound.Field;
                Bound.Holder = _holder;
                Bound.Field = _field;
            }
        }
    }
}
