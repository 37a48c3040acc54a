using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>A .pe, or the errors that say why there is none; notes and warnings in either case.</summary>
public sealed class LoweringResult
{
    internal LoweringResult(byte[]? pe, PeImage? image, IReadOnlyList<Diagnostic> diagnostics)
    {
        Pe = pe;
        Image = image;
        Diagnostics = diagnostics;
    }

    /// <summary>The file's bytes; null exactly when a diagnostic is an error.</summary>
    public byte[]? Pe { get; }

    /// <summary>The same, as read back.</summary>
    public PeImage? Image { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
