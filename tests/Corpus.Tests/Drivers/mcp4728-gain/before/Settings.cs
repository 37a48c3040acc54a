namespace Drivers
{
    /// <summary>What an output's values are parts of.</summary>
    public enum VoltageReference
    {
        Supply = 0,
        Internal = 1,
    }

    /// <summary>What the internal reference is multiplied by.</summary>
    public enum OutputGain
    {
        X1 = 0,
        X2 = 1,
    }

    /// <summary>What an output is when it gives nothing out.</summary>
    public enum PowerDown
    {
        Normal = 0,
        Ohm1000 = 1,
        Ohm100000 = 2,
        Ohm500000 = 3,
    }

    /// <summary>The first bytes of what the part is told.</summary>
    internal enum Command : byte
    {
        FastWrite = 0x00,
        MultipleWrite = 0x40,
        SequentialWrite = 0x50,
        SingleWrite = 0x58,
        References = 0x80,
        PowerDowns = 0xA0,
        Gains = 0xC0,
    }
}
