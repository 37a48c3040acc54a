using NanoLive.Hardware;

namespace NanoLive
{
    /// <summary>
    /// Where a simulated board is plugged into its class libraries. Loaded once per board and boot; the simulator sets it before any application
    /// code runs. The one mutable static of the simulated board: it stands for the wires, which real libraries do not have to be handed either.
    /// </summary>
    public static class Socket
    {
        public static IHardware Board;
    }
}
