namespace System.Collections
{
    /// <summary>Last in, first out. Enumerates from the top. Taking from an empty stack throws InvalidOperationException.</summary>
    public class Stack : ICollection, ICloneable
    {
        private readonly ArrayList _items = new ArrayList();

        public virtual int Count
        {
            get { return _items.Count; }
        }

        public virtual bool IsSynchronized
        {
            get { return false; }
        }

        public virtual object SyncRoot
        {
            get { return this; }
        }

        public virtual void Push(object obj)
        {
            _items.Add(obj);
        }

        public virtual object Pop()
        {
            object top = Peek();
            _items.RemoveAt(_items.Count - 1);
            return top;
        }

        public virtual object Peek()
        {
            if (_items.Count == 0)
            {
                throw new InvalidOperationException();
            }

            return _items[_items.Count - 1];
        }

        public virtual void Clear()
        {
            _items.Clear();
        }

        public virtual bool Contains(object obj)
        {
            return _items.Contains(obj);
        }

        public virtual object Clone()
        {
            Stack copy = new Stack();
            for (int i = 0; i < _items.Count; i++)
            {
                copy.Push(_items[i]);
            }

            return copy;
        }

        public virtual void CopyTo(Array array, int index)
        {
            ToArray().CopyTo(array, index);
        }

        public virtual object[] ToArray()
        {
            object[] copy = new object[_items.Count];
            for (int i = 0; i < copy.Length; i++)
            {
                copy[i] = _items[copy.Length - 1 - i];
            }

            return copy;
        }

        public virtual IEnumerator GetEnumerator()
        {
            return ToArray().GetEnumerator();
        }
    }
}
