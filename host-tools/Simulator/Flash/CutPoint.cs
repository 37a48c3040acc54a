namespace NanoLive.Simulator;

/// <summary>Where in a flash operation the power goes.</summary>
public enum CutPoint
{
    /// <summary>Nothing of the operation happened.</summary>
    Before,

    /// <summary>Torn: some bytes are new, some old.</summary>
    During,

    /// <summary>The operation is complete; the board just never learns.</summary>
    After,
}
