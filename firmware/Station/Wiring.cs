namespace WeatherStation
{
    /// <summary>What is connected where. A board that is wired otherwise has a file like this in its folder, and <c>-p:Board=</c> takes it.</summary>
    internal static class Wiring
    {
        internal const int I2cBus = 1;
        internal const int AnemometerPin = 4;
        internal const int HeaterPin = 5;

        /// <summary>What has to be done before buses and pins are opened: nothing, where the firmware has assigned the bus its pins.</summary>
        internal static void Prepare()
        {
        }
    }
}
