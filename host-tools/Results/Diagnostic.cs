namespace NanoLive.Results;

/// <summary>
/// Something to tell the user about the input. <paramref name="Id"/> is stable and in kebab case. <paramref name="Place"/> is where in the input
/// (<c>MethodDef[3] at 0x01A4</c>, <c>Ns.Type::Method IL_001a</c>), empty where the message names it or it is the input as a whole. The message says what to do, where that is known.
/// </summary>
public sealed record Diagnostic(Severity Severity, string Id, string Place, string Message)
{
    public override string ToString() => $"{Severity.ToString().ToLowerInvariant()} {Id}: {(Place.Length == 0 ? "" : Place + ": ")}{Message}";
}
