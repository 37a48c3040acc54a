namespace System.Collections
{
    /// <summary>A key and its value. A class here, a struct on .NET.</summary>
    public class DictionaryEntry
    {
        public object Key;
        public object Value;

        public DictionaryEntry(object key, object value)
        {
            Key = key;
            Value = value;
        }
    }
}
