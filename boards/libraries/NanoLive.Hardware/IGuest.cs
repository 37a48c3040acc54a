namespace NanoLive.Hardware
{
    /// <summary>What runs on a simulated board: created anew at every boot inside the board's own load context.</summary>
    public interface IGuest
    {
        /// <summary>Boots: runtime, patches, application. Returns normally also when a patch was refused.</summary>
        void Boot(IHardware hardware);

        /// <summary>One pass of the event loop. Returns the time at which the next pass is due, in microseconds since power-on.</summary>
        long Step();
    }
}
