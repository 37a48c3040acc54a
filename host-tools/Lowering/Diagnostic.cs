namespace NanoLive.Lowering;

/// <summary>
/// Something to tell the user about the input. <paramref name="Id"/> is stable and in kebab case; <paramref name="Place"/> is a table row and
/// file offset (<c>MethodDef[3] at 0x01A4</c>) or a method and IL offset (<c>Ns.Type::Method IL_001a</c>).
/// </summary>
public sealed record Diagnostic(Severity Severity, string Id, string Place, string Message)
{
    public override string ToString() => $"{Severity.ToString().ToLowerInvariant()} {Id}: {Place}: {Message}";
}
