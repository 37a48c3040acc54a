using System.Collections;

namespace NanoLive.Objects
{
    /// <summary>Objects by identity: a driver may have its own idea of equality. For small numbers; the board has no hash of identity.</summary>
    internal sealed class ObjectSet
    {
        private readonly ArrayList _objects = new ArrayList();

        internal int Count
        {
            get { return _objects.Count; }
        }

        internal object At(int index)
        {
            return _objects[index];
        }

        internal void Add(object value)
        {
            _objects.Add(value);
        }

        internal void Clear()
        {
            _objects.Clear();
        }

        internal bool Contains(object wanted)
        {
            for (int i = 0; i < _objects.Count; i++)
            {
                if (_objects[i] == wanted)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
