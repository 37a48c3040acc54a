namespace NanoLive.Patching;

/// <summary>What preparation did, and what it costs.</summary>
public sealed record PreparationReport
{
    /// <summary>Classes that can be replaced now.</summary>
    public required int Classes { get; init; }

    /// <summary>Methods that became virtual.</summary>
    public required int Methods { get; init; }

    /// <summary>Calls that were direct and are dispatched now.</summary>
    public required int Calls { get; init; }

    /// <summary>Subscriptions to pins, and delegates given to class libraries, that go to the board's lines now.</summary>
    public required int Subscriptions { get; init; }

    public required int BytesBefore { get; init; }

    public required int BytesAfter { get; init; }

    /// <summary>Classes and methods that were left as they are although they look replaceable, each with the reason.</summary>
    public required IReadOnlyList<string> LeftAlone { get; init; }
}
