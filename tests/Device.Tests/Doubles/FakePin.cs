namespace DeviceTests.Doubles
{
    /// <summary>A handle that raises events, as a pin does.</summary>
    public sealed class FakePin
    {
        public event PinChanged Changed;

        public PinChanged Subscribed
        {
            get { return Changed; }
            set { Changed = value; }
        }

        public void Raise(object arguments)
        {
            Changed(this, arguments);
        }
    }
}
