namespace System.Collections
{
    internal enum HashtablePart
    {
        Keys,
        Values,
        Entries,
    }
}
