using System;

namespace Drivers
{
    /// <summary>When the part measures.</summary>
    public enum OperationMode
    {
        Idle = 0,
        EverySecond = 1,
        Every10Seconds = 2,
        EveryMinute = 3,
        RawEvery250Milliseconds = 4,
    }

    /// <summary>What went wrong inside.</summary>
    [Flags]
    public enum Ccs811Error
    {
        None = 0x00,
        WrongRegisterWritten = 0x01,
        WrongRegisterRead = 0x02,
        WrongMode = 0x04,
        ResistanceTooHigh = 0x08,
        HeaterFault = 0x10,
        HeaterSupply = 0x20,
    }

    /// <summary>Told when the CO2 goes from one of the three bands to another.</summary>
    public delegate void BandHandler(object sender, int band);
}
