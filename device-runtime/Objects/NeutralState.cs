using System.Collections;

namespace NanoLive.Objects
{
    /// <summary>State as names and values, in the order in which they were added.</summary>
    public sealed class NeutralState
    {
        private readonly ArrayList _names = new ArrayList();
        private readonly ArrayList _values = new ArrayList();

        public int Count
        {
            get { return _names.Count; }
        }

        public void Add(string name, object value)
        {
            _names.Add(name);
            _values.Add(value);
        }

        public string NameAt(int index)
        {
            return (string)_names[index];
        }

        public object ValueAt(int index)
        {
            return _values[index];
        }

        /// <summary>The value of that name. False when there is none.</summary>
        public bool TryGet(string name, out object value)
        {
            for (int i = 0; i < _names.Count; i++)
            {
                if ((string)_names[i] == name)
                {
                    value = _values[i];
                    return true;
                }
            }

            value = null;
            return false;
        }
    }
}
