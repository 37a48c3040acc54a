using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Reading;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>
/// From a plan and an assembly to the packed payload that a board expands to them (FORMAT.md, "Packed payload"). What it returns was expanded by the
/// board's own code and compared.
/// </summary>
public static class PayloadPacker
{
    // A .pe that is arranged anew can be a little longer: what stood twice in a heap stands twice again.
    private const int SpareBytes = 1000;

    /// <summary>The same .pe with its references and heaps in the order in which a board finds them; null when it has no such form. Means the same.</summary>
    public static byte[]? Arrange(byte[] pe, PackedBase bases)
    {
        if (Begin([], pe, pe.Length + SpareBytes, bases, new byte[32]) is not { } packing)
        {
            return null;
        }

        Run(packing.Reader, until: () => packing.Reader.HasAssembly);
        packing.Reader.Take(out _, out var arranged);
        return arranged != null && packing.Writer.Succeeded && PeReader.Read(arranged) is { Succeeded: true } read
            && !PeComparer.Compare(PeReader.Read(pe).Value!, read.Value).Any() ? arranged : null;
    }

    /// <summary>Null when there is no packed form, or none that is shorter than the plain one; so always without base images.</summary>
    /// <param name="assembly">A .pe as <see cref="Arrange"/> gives it, or any bytes.</param>
    public static byte[]? Pack(byte[] plan, byte[] assembly, PackedBase bases, byte[] releaseDigest)
    {
        var length = plan.Length + assembly.Length;
        if (bases.Images.Count == 0 || length > PackedHead.MostBytes || plan.Length == 0 || assembly.Length == 0)
        {
            return null;
        }

        var best = ForPe(plan, assembly, bases, releaseDigest)?.Packed;
        for (var image = 0; best == null && image <= bases.Images.Count; image++)
        {
            var packed = ForBytes(plan, assembly, bases, releaseDigest, image);
            best = packed != null && (best == null || packed.Length < best.Length) ? packed : best;
        }

        return best?.Length < length ? best : null;
    }

    internal sealed record Attempt(byte[] Packed, IReadOnlyDictionary<string, double> Costs);

    /// <summary>Null when it is no .pe, or none that is arranged.</summary>
    internal static Attempt? ForPe(byte[] plan, byte[] pe, PackedBase bases, byte[] releaseDigest) =>
        Begin(plan, pe, plan.Length + pe.Length, bases, releaseDigest) is { } packing ? Finish(packing.Reader, packing.Writer, PackedHead.FormPe, plan, pe) : null;

    private static (PayloadUnpacking Reader, SymbolWriter Writer)? Begin(byte[] plan, byte[] pe, int lengthBytes, PackedBase bases, byte[] releaseDigest)
    {
        if (bases.Images.Count == 0 || PeReader.Read(pe) is not { Succeeded: true, Value: { } image })
        {
            return null;
        }

        try
        {
            // The plan is told against what is only known when the assembly is there.
            var reader = new PayloadUnpacking(bases);
            List<Symbol> symbols = [.. PePacker.Symbols(image, plan, bases)];
            if (plan.Length > 0)
            {
                symbols.Add(new Symbol(0, _ => BytesPacker.Symbols(reader.Bytes.Pattern, reader.Bytes.PatternLength, plan)));
            }

            var writer = new SymbolWriter(symbols, () => reader.Draft);
            reader.Begin(Head(PackedHead.FormPe, lengthBytes, 0), releaseDigest, PackedHead.MostBytes, writer);
            return (reader, writer);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static byte[]? ForBytes(byte[] plan, byte[] assembly, PackedBase bases, byte[] releaseDigest, int image)
    {
        var pattern = image < bases.Images.Count ? bases.Images[image] : [];
        var reader = new PayloadUnpacking(bases);
        var writer = new SymbolWriter(
            [plan.Length, image, .. BytesPacker.Symbols(pattern, pattern.Length, assembly), .. BytesPacker.Symbols(assembly, assembly.Length, plan)], () => null);
        reader.Begin(Head(PackedHead.FormBytes, plan.Length + assembly.Length, 0), releaseDigest, PackedHead.MostBytes, writer);
        return Finish(reader, writer, PackedHead.FormBytes, plan, assembly)?.Packed;
    }

    private static Attempt? Finish(PayloadUnpacking reader, SymbolWriter writer, int form, byte[] plan, byte[] assembly)
    {
        Run(reader, until: () => false);
        reader.Take(out var toldPlan, out var toldAssembly);
        return writer.Succeeded && toldAssembly.AsSpan().SequenceEqual(assembly) && toldPlan.AsSpan().SequenceEqual(plan)
            ? new Attempt([.. Head(form, plan.Length + assembly.Length, PackedHead.Checksum(plan, assembly)), .. writer.ToArray()], writer.Costs)
            : null;
    }

    private static void Run(PayloadUnpacking reader, Func<bool> until)
    {
        try
        {
            while (!until() && !reader.Step())
            {
            }
        }
        catch (NotSupportedException)
        {
            // Found out late, when it was known what something became: numbers are left, so nobody takes what there is for the whole.
        }
    }

    private static byte[] Head(int form, int lengthBytes, int checksum) =>
        [(byte)(form | (lengthBytes >> 16 << 4)), (byte)lengthBytes, (byte)(lengthBytes >> 8), (byte)checksum, (byte)(checksum >> 8)];
}
