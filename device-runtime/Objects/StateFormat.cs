namespace NanoLive.Objects
{
    /// <summary>
    /// Forms in which state passes from an object to its successor; each is a bit. Exporter and importer offer a set each, and the highest
    /// common bit wins. In every form references (handles, buses, parts) move with the fields: hardware stays open whatever happens to figures.
    /// </summary>
    public static class StateFormat
    {
        /// <summary>Figures start anew at 0. An importer has to ask for it.</summary>
        public const int Reset = 1;

        /// <summary>A <see cref="NeutralState"/>: names and values.</summary>
        public const int Snapshot = 2;

        /// <summary>Field by field, by name and type.</summary>
        public const int Fields = 4;

        /// <summary>The lowest of the bits that a driver may use as it likes; the highest is bit 30.</summary>
        public const int FirstOwn = 8;
    }
}
