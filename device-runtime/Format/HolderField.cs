namespace NanoLive.Format
{
    /// <summary>A field that can hold a replaced object directly.</summary>
    [ForTools]
    public sealed class HolderField
    {
        public string Assembly;
        public string Class;
        public string Field;
    }
}
