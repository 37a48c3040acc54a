namespace DeviceTests.Drivers
{
    public interface IThermometer
    {
        int Read();
    }
}
