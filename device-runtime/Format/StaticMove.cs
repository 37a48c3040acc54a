namespace NanoLive.Format
{
    /// <summary>A static field that an earlier patch brought and this one has, too: its value goes along, both ways.</summary>
    [ForTools]
    public sealed class StaticMove
    {
        /// <summary>Simple name of the earlier patch's assembly; when it is not on the board, there is nothing to move.</summary>
        public string OldAssembly;

        public string OldClass;
        public string NewClass;

        /// <summary>The same in both classes.</summary>
        public string Field;
    }
}
