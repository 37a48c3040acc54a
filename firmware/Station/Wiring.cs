namespace WeatherStation
{
    /// <summary>What is connected where; the same on every board of this product.</summary>
    internal static class Wiring
    {
        internal const int I2cBus = 1;
        internal const int AnemometerPin = 4;
        internal const int HeaterPin = 5;
    }
}
