namespace System
{
    public class PlatformNotSupportedException : NotSupportedException
    {
        public PlatformNotSupportedException() => throw null;
    }
}
