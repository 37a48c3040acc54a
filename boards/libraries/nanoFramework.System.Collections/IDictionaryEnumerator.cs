namespace System.Collections
{
    /// <summary>Walks the entries of a dictionary.</summary>
    public interface IDictionaryEnumerator : IEnumerator
    {
        object Key { get; }

        object Value { get; }

        DictionaryEntry Entry { get; }
    }
}
