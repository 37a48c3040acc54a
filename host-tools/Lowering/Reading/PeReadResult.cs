using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Reading;

/// <summary>An image, or the errors that say why there is none.</summary>
public sealed class PeReadResult
{
    internal PeReadResult(PeImage? image, IReadOnlyList<Diagnostic> diagnostics)
    {
        Image = image;
        Diagnostics = diagnostics;
    }

    public PeImage? Image { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
