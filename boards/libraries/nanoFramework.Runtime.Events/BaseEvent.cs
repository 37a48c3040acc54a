namespace nanoFramework.Runtime.Events
{
    /// <summary>Root of all events that native code posts.</summary>
    public class BaseEvent
    {
        public ushort Source;
        public byte Message;
    }
}
