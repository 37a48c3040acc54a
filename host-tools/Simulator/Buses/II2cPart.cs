namespace NanoLive.Simulator;

/// <summary>A part on an I2C bus. Time does not pass inside a call: what a part answers is its state at the start of the transaction.</summary>
public interface II2cPart
{
    /// <summary>False: the address is not acknowledged, as while a part starts up or has no power.</summary>
    bool Acknowledges { get; }

    /// <summary>Takes the bytes of a write; returns how many it acknowledged.</summary>
    int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Fills the buffer from where the part's register pointer stands.</summary>
    void Read(Span<byte> bytes);
}
