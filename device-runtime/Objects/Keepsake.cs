using System.Collections;
using System.Reflection;

namespace NanoLive.Objects
{
    /// <summary>The fields of the old objects as they were before state was moved back into them.</summary>
    internal sealed class Keepsake
    {
        private readonly ArrayList _pairs;
        private readonly object[][] _values;

        internal Keepsake(ArrayList pairs)
        {
            _pairs = pairs;
            _values = new object[pairs.Count][];
            for (int i = 0; i < _values.Length; i++)
            {
                Pair pair = (Pair)pairs[i];
                FieldInfo[] fields = pair.Transfer.ToFields;
                _values[i] = new object[fields.Length];
                for (int k = 0; k < fields.Length; k++)
                {
                    _values[i][k] = fields[k].GetValue(pair.Old);
                }
            }
        }

        internal void Restore()
        {
            for (int i = 0; i < _values.Length; i++)
            {
                Pair pair = (Pair)_pairs[i];
                FieldInfo[] fields = pair.Transfer.ToFields;
                for (int k = 0; k < fields.Length; k++)
                {
                    // On the board enums cannot be written; migrations may have changed them, and then they stay so.
                    if (FieldRoute.Fits(fields[k], _values[i][k]))
                    {
                        fields[k].SetValue(pair.Old, _values[i][k]);
                    }
                }
            }
        }
    }
}
