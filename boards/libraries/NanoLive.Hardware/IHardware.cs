namespace NanoLive.Hardware
{
    /// <summary>
    /// The hardware of one simulated board, as the board's class libraries reach it.
    /// Implemented by the simulator; one instance per board and boot. Calls of a boot that has ended change nothing: finalizers of dropped handles
    /// come late, and on a thread of their own.
    /// </summary>
    public interface IHardware
    {
        IPins Pins { get; }

        II2cBuses I2c { get; }

        IFlashChip Flash { get; }

        IBoardClock Clock { get; }

        INetwork Network { get; }

        IPower Power { get; }

        IProcessor Processor { get; }

        /// <summary>Where the assemblies of the release live, and where a patch assembly becomes types of this board.</summary>
        IAssemblyMemory Assemblies { get; }

        /// <summary>Where the board writes down what it does; the simulator keeps it with its own records of pins and buses.</summary>
        IBoardTrace Trace { get; }

        /// <summary>A line of the board's configuration block, or null. Names are listed in FORMAT.md.</summary>
        string Setting(string name);
    }
}
