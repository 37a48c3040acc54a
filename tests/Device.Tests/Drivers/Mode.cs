namespace DeviceTests.Drivers
{
    public enum Mode
    {
        Off,
        On = 5,
    }
}
