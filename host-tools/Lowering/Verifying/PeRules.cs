namespace NanoLive.Lowering.Verifying;

/// <summary>What a .pe may contain beyond being well formed.</summary>
public sealed record PeRules
{
    /// <summary>A library or application of a release.</summary>
    public static PeRules Release { get; } = new();

    /// <summary>What a board loads into a running program: no extern methods, no static constructors, no entry point.</summary>
    public static PeRules Patch { get; } = new()
    {
        AllowNative = false,
        AllowStaticConstructors = false,
        AllowEntryPoint = false,
        AllowGenericInCoreLibrary = false,
        AllowOrphanAttributes = false,
    };

    /// <summary>Methods without a body that are neither abstract nor the firmware's part of a delegate, and a native checksum.</summary>
    public bool AllowNative { get; init; } = true;

    public bool AllowStaticConstructors { get; init; } = true;

    public bool AllowEntryPoint { get; init; } = true;

    /// <summary>The generic delegates that mscorlib defines; v1 cannot make use of them, but loads them.</summary>
    public bool AllowGenericInCoreLibrary { get; init; } = true;

    /// <summary>Attributes of owners that do not exist, as the stock processor writes them for mscorlib; harmless.</summary>
    public bool AllowOrphanAttributes { get; init; } = true;
}
