using System.Text.Json.Serialization;

namespace NanoLive.Boards;

/// <summary>
/// A kind of board: what <c>boards/name/board.json</c> says. Holding one that came from <see cref="BoardKinds"/> proves that every member is
/// there, is plausible, and names its source.
/// </summary>
public sealed record BoardKind
{
    /// <summary>Name of its folder, and of the board class of its patches: never changed.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Title { get; init; }

    /// <summary>nanoff's name of the firmware.</summary>
    public required string Target { get; init; }

    /// <summary>nanoff's name of the family.</summary>
    public required string Platform { get; init; }

    /// <summary>Assemblies that its CLR takes: <c>PeV1</c>.</summary>
    public required string Generation { get; init; }

    /// <summary>Firmware that fits the packages of <c>Directory.Packages.props</c>.</summary>
    public required FirmwareRange Firmware { get; init; }

    /// <summary>Where the deployment image goes.</summary>
    public required DeploymentRegion Deployment { get; init; }

    public required ManagedHeap Heap { get; init; }

    /// <summary>The drive that programs can write to; null: there is none, and nothing outlives a reset.</summary>
    public required BoardDrive? Files { get; init; }

    /// <summary><c>wifi</c>, <c>ethernet</c> or <c>none</c>.</summary>
    public required string Network { get; init; }

    /// <summary>How nanoff reaches the board to write its firmware.</summary>
    public required FirmwareUpdate Update { get; init; }

    /// <summary>Which serial port it is, for people.</summary>
    public required string Serial { get; init; }

    /// <summary>Where the parts of the weather station are connected.</summary>
    public required SampleWiring Sample { get; init; }

    /// <summary>Class libraries whose native part is in the firmware, with its checksum (eight hexadecimal digits behind 0x).</summary>
    public required IReadOnlyDictionary<string, string> Libraries { get; init; }

    /// <summary>What else a user has to know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>For each figure above, by its name in the file: where it comes from.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    [JsonIgnore]
    public bool HasNetwork => Network != "none";
}
