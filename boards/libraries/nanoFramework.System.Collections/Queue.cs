namespace System.Collections
{
    /// <summary>First in, first out. Taking from an empty queue throws InvalidOperationException.</summary>
    public class Queue : ICollection, ICloneable
    {
        private object[] _ring = new object[4];
        private int _head;
        private int _count;

        public virtual int Count
        {
            get { return _count; }
        }

        public virtual bool IsSynchronized
        {
            get { return false; }
        }

        public virtual object SyncRoot
        {
            get { return this; }
        }

        public virtual void Enqueue(object obj)
        {
            if (_count == _ring.Length)
            {
                object[] larger = new object[_count * 2];
                CopyTo(larger, 0);
                _ring = larger;
                _head = 0;
            }

            _ring[(_head + _count) % _ring.Length] = obj;
            _count++;
        }

        public virtual object Dequeue()
        {
            object first = Peek();
            _ring[_head] = null;
            _head = (_head + 1) % _ring.Length;
            _count--;
            return first;
        }

        public virtual object Peek()
        {
            if (_count == 0)
            {
                throw new InvalidOperationException();
            }

            return _ring[_head];
        }

        public virtual void Clear()
        {
            _ring = new object[4];
            _head = 0;
            _count = 0;
        }

        public virtual bool Contains(object obj)
        {
            return Array.IndexOf(ToArray(), obj) >= 0;
        }

        public virtual object Clone()
        {
            Queue copy = new Queue();
            for (int i = 0; i < _count; i++)
            {
                copy.Enqueue(_ring[(_head + i) % _ring.Length]);
            }

            return copy;
        }

        public virtual void CopyTo(Array array, int index)
        {
            int untilEnd = _ring.Length - _head;
            if (_count <= untilEnd)
            {
                Array.Copy(_ring, _head, array, index, _count);
            }
            else
            {
                Array.Copy(_ring, _head, array, index, untilEnd);
                Array.Copy(_ring, 0, array, index + untilEnd, _count - untilEnd);
            }
        }

        public virtual object[] ToArray()
        {
            object[] copy = new object[_count];
            CopyTo(copy, 0);
            return copy;
        }

        public virtual IEnumerator GetEnumerator()
        {
            return ToArray().GetEnumerator();
        }
    }
}
