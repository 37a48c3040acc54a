namespace WeatherStation
{
    /// <summary>On the Arduino connectors of an STM32F769I-DISCO; board.json has the names of the pins.</summary>
    internal static class Wiring
    {
        internal const int I2cBus = 1;
        internal const int AnemometerPin = 145;
        internal const int HeaterPin = 147;

        internal static void Prepare()
        {
        }
    }
}
