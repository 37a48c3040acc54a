namespace NanoLive.Format
{
    /// <summary>Bounds of everything that arrives from outside; what is beyond them is refused. FORMAT.md lists them.</summary>
    [ForTools]
    public static class FormatLimit
    {
        /// <summary>An envelope with or without its payload.</summary>
        public const int EnvelopeBytes = 8192;

        /// <summary>The manifest, its byte string head included.</summary>
        public const int ManifestBytes = 1024;

        /// <summary>Plan and assembly; the board's flash may hold less.</summary>
        public const int PayloadBytes = 1 << 20;

        public const int LeastChunkBytes = 64;

        public const int ChunkBytes = 4096;

        /// <summary>A name of an assembly, class, method, field or device: printable ASCII.</summary>
        public const int NameLength = 255;

        public const int FromStates = 16;
        public const int Classes = 64;
        public const int MovesOfClass = 64;
        public const int HandlersOfClass = 16;
        public const int Holders = 64;
        public const int Statics = 64;
    }
}
