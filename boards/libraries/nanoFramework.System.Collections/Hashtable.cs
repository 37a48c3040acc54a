namespace System.Collections
{
    /// <summary>
    /// Values by the equality of their keys. Enumerates DictionaryEntry objects, in no order to rely on; a change in between ends the enumeration
    /// with InvalidOperationException. A missing key reads as null.
    /// </summary>
    public class Hashtable : ICloneable, IDictionary
    {
        private Slot[] _buckets;
        private int _count;
        private int _version;

        public Hashtable()
            : this(0)
        {
        }

        public Hashtable(int capacity)
            : this(capacity, 1.0f)
        {
        }

        public Hashtable(int capacity, float loadFactor)
        {
            if (capacity < 0 || loadFactor < 0.1f || loadFactor > 1.0f)
            {
                throw new ArgumentOutOfRangeException();
            }

            _buckets = new Slot[capacity < 7 ? 7 : capacity | 1];
        }

        public int Count
        {
            get { return _count; }
        }

        /// <summary>Counts the changes, for enumerators to notice them.</summary>
        internal int Version
        {
            get { return _version; }
        }

        public bool IsSynchronized
        {
            get { return false; }
        }

        public object SyncRoot
        {
            get { return this; }
        }

        public bool IsReadOnly
        {
            get { return false; }
        }

        public bool IsFixedSize
        {
            get { return false; }
        }

        public ICollection Keys
        {
            get { return Collect(HashtablePart.Keys); }
        }

        public ICollection Values
        {
            get { return Collect(HashtablePart.Values); }
        }

        public object this[object key]
        {
            get
            {
                Slot slot = Find(key);
                return slot == null ? null : slot.Value;
            }

            set
            {
                Slot slot = Find(key);
                if (slot == null)
                {
                    Insert(key, value);
                }
                else
                {
                    slot.Value = value;
                    _version++;
                }
            }
        }

        public void Add(object key, object value)
        {
            if (Find(key) != null)
            {
                throw new ArgumentException();
            }

            Insert(key, value);
        }

        public void Clear()
        {
            _buckets = new Slot[7];
            _count = 0;
            _version++;
        }

        public bool Contains(object key)
        {
            return Find(key) != null;
        }

        public void Remove(object key)
        {
            Slot slot = Find(key);
            if (slot == null)
            {
                return;
            }

            int bucket = BucketOf(key, _buckets.Length);
            if (_buckets[bucket] == slot)
            {
                _buckets[bucket] = slot.Next;
            }
            else
            {
                Slot before = _buckets[bucket];
                while (before.Next != slot)
                {
                    before = before.Next;
                }

                before.Next = slot.Next;
            }

            _count--;
            _version++;
        }

        public object Clone()
        {
            Hashtable copy = new Hashtable(_count);
            foreach (DictionaryEntry entry in this)
            {
                copy.Add(entry.Key, entry.Value);
            }

            return copy;
        }

        public void CopyTo(Array array, int arrayIndex)
        {
            Collect(HashtablePart.Entries).CopyTo(array, arrayIndex);
        }

        public IEnumerator GetEnumerator()
        {
            return new HashtableEnumerator(this, Collect(HashtablePart.Entries));
        }

        private static int BucketOf(object key, int bucketCount)
        {
            return (key.GetHashCode() & 0x7FFFFFFF) % bucketCount;
        }

        private ArrayList Collect(HashtablePart part)
        {
            ArrayList found = new ArrayList();
            for (int i = 0; i < _buckets.Length; i++)
            {
                for (Slot slot = _buckets[i]; slot != null; slot = slot.Next)
                {
                    found.Add(part == HashtablePart.Keys ? slot.Key
                        : part == HashtablePart.Values ? slot.Value
                        : new DictionaryEntry(slot.Key, slot.Value));
                }
            }

            return found;
        }

        private Slot Find(object key)
        {
            if (key == null)
            {
                throw new ArgumentNullException();
            }

            Slot slot = _buckets[BucketOf(key, _buckets.Length)];
            while (slot != null && !slot.Key.Equals(key))
            {
                slot = slot.Next;
            }

            return slot;
        }

        private void Insert(object key, object value)
        {
            if (_count == _buckets.Length)
            {
                Grow();
            }

            int bucket = BucketOf(key, _buckets.Length);
            _buckets[bucket] = new Slot { Key = key, Value = value, Next = _buckets[bucket] };
            _count++;
            _version++;
        }

        private void Grow()
        {
            Slot[] larger = new Slot[(_buckets.Length * 2) + 1];
            for (int i = 0; i < _buckets.Length; i++)
            {
                Slot next;
                for (Slot slot = _buckets[i]; slot != null; slot = next)
                {
                    next = slot.Next;
                    int bucket = BucketOf(slot.Key, larger.Length);
                    slot.Next = larger[bucket];
                    larger[bucket] = slot;
                }
            }

            _buckets = larger;
        }

        private sealed class Slot
        {
            public object Key;
            public object Value;
            public Slot Next;
        }
    }
}
