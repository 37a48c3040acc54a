namespace DeviceTests
{
    /// <summary>Bytes that were made outside: a signed offer, vectors, a key. Null when there are none of that name.</summary>
    public delegate byte[] SupplyBytes(string name);
}
