namespace System.Collections
{
    /// <summary>Walks the entries a table had when the walk began, and ends with InvalidOperationException once the table has changed.</summary>
    internal sealed class HashtableEnumerator : IDictionaryEnumerator
    {
        private readonly Hashtable _table;
        private readonly ArrayList _entries;
        private readonly int _version;
        private int _index = -1;

        public HashtableEnumerator(Hashtable table, ArrayList entries)
        {
            _table = table;
            _entries = entries;
            _version = table.Version;
        }

        public object Current
        {
            get { return Entry; }
        }

        public DictionaryEntry Entry
        {
            get
            {
                if (_index < 0 || _index >= _entries.Count)
                {
                    throw new InvalidOperationException();
                }

                return (DictionaryEntry)_entries[_index];
            }
        }

        public object Key
        {
            get { return Entry.Key; }
        }

        public object Value
        {
            get { return Entry.Value; }
        }

        public bool MoveNext()
        {
            if (_version != _table.Version)
            {
                throw new InvalidOperationException();
            }

            return ++_index < _entries.Count;
        }

        public void Reset()
        {
            _index = -1;
        }
    }
}
