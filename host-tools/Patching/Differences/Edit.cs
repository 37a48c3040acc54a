namespace NanoLive.Patching;

/// <summary>One edit between two builds, and what it allows.</summary>
public sealed record Edit
{
    public required EditKind Kind { get; init; }

    /// <summary>Simple name of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Full name of the class; empty for an edit of an assembly.</summary>
    public required string Class { get; init; }

    /// <summary>Name of the member, with parameter types for a method; empty for an edit of a class.</summary>
    public required string Member { get; init; }

    public Place? Place { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>One line: why the verdict is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>One line: what would make the verdict better; empty when it is <see cref="Verdict.Live"/>.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>What stands in the way, of <see cref="RefusalCode"/>; empty when nothing does.</summary>
    public string Code { get; init; } = "";
}
