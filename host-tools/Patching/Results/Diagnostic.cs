namespace NanoLive.Patching;

/// <summary>Something to tell the user about the input. <paramref name="Id"/> is stable and in kebab case; the message says what to do.</summary>
public sealed record Diagnostic(Severity Severity, string Id, string Message)
{
    public override string ToString() => $"{Severity.ToString().ToLowerInvariant()} {Id}: {Message}";
}
