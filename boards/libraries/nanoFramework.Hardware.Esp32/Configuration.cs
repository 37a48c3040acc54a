namespace nanoFramework.Hardware.Esp32
{
    /// <summary>Which pin does what. Simulated pins are where they are: an assignment is remembered by nobody.</summary>
    public class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction value)
        {
        }
    }
}
