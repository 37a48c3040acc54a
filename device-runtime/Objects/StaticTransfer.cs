using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Objects
{
    /// <summary>Moves the values of static fields from an earlier patch to the one that follows it, and back.</summary>
    internal sealed class StaticTransfer
    {
        private readonly Walk _walk;
        private readonly FieldInfo[] _moves;
        private readonly object[] _values;
        private readonly bool _up;

        /// <param name="moves">In pairs: of the earlier patch, of the later one.</param>
        internal StaticTransfer(Walk walk, FieldInfo[] moves, bool up)
        {
            _walk = walk;
            _moves = moves;
            _values = new object[moves.Length];
            _up = up;
        }

        /// <summary>Reads and checks, from the walk's last run. Null when all of it can be written.</summary>
        internal Refusal Export()
        {
            for (int i = 0; i < _moves.Length; i += 2)
            {
                FieldInfo from = _moves[_up ? i : i + 1];
                FieldInfo to = _moves[_up ? i + 1 : i];
                _values[i] = _walk.Map(from.GetValue(null), to.FieldType);
                if (_walk.Refusal != null)
                {
                    return _walk.Refusal;
                }

                if (!FieldRoute.Fits(to, _values[i]) || _walk.IsStray(_values[i]))
                {
                    return new Refusal(Status.FieldTypeOther, to.DeclaringType.FullName + "." + to.Name);
                }
            }

            return null;
        }

        internal void Write()
        {
            for (int i = 0; i < _moves.Length; i += 2)
            {
                _moves[_up ? i + 1 : i].SetValue(null, _values[i]);
                _values[i] = null;
            }
        }
    }
}
