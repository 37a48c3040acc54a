namespace NanoLive.Results;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    Note,
    Warning,

    /// <summary>There is no result.</summary>
    Error,
}
