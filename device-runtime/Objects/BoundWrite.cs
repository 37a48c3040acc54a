using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>What a commit does with one bound field.</summary>
    internal sealed class BoundWrite
    {
        private readonly BoundField _bound;
        private readonly object _target;

        /// <summary>Who holds the field from then on.</summary>
        internal object Holder;

        /// <summary>Null: it sleeps from then on.</summary>
        internal FieldInfo Field;

        internal BoundWrite(BoundField bound, object target)
        {
            _bound = bound;
            _target = target;
            Holder = bound.Holder;
            Field = bound.Field;
        }

        internal void Write()
        {
            if (_bound.Holder != Holder || _bound.Field != Field)
            {
                _bound.FormerHolder = _bound.Holder;
                _bound.FormerField = _bound.Field;
                _bound.Holder = Holder;
                _bound.Field = Field;
            }

            if (Field != null)
            {
                Field.SetValue(Holder, _target);
            }
        }
    }
}
