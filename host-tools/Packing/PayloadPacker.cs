using System.Buffers.Binary;
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
    /// <summary>The same .pe with its references and heaps in the order in which a board finds them; null when it has no such form. Means the same.</summary>
    public static byte[]? Arrange(byte[] pe, PackedBase bases)
    {
        var arranged = ForPe([], pe, bases, new byte[32])?.Assembly;
        return arranged != null && PeReader.Read(arranged) is { Succeeded: true } read && !PeComparer.Compare(PeReader.Read(pe).Value!, read.Value).Any() ? arranged : null;
    }

    /// <summary>Null when there is no packed form, or none that is shorter than the plain one; so always without base images.</summary>
    /// <param name="assembly">A .pe as <see cref="Arrange"/> gives it, or any bytes.</param>
    public static byte[]? Pack(byte[] plan, byte[] assembly, PackedBase bases, byte[] releaseDigest)
    {
        if (bases.Images.Count == 0)
        {
            return null;
        }

        if (ForPe(plan, assembly, bases, releaseDigest) is { } pe && pe.Assembly.AsSpan().SequenceEqual(assembly))
        {
            return pe.Packed;
        }

        byte[]? best = null;
        for (var image = 0; image <= bases.Images.Count; image++)
        {
            var packed = ForBytes(plan, assembly, bases, releaseDigest, image);
            best = packed != null && (best == null || packed.Length < best.Length) ? packed : best;
        }

        return best;
    }

    internal sealed record Attempt(byte[] Packed, byte[] Assembly, IReadOnlyDictionary<string, double> Costs);

    internal static Attempt? ForPe(byte[] plan, byte[] pe, PackedBase bases, byte[] releaseDigest)
    {
        if (bases.Images.Count == 0 || PeReader.Read(pe) is not { Succeeded: true, Value: { } image })
        {
            return null;
        }

        try
        {
            // The plan is told against what is only known when the assembly is there.
            var symbols = PePacker.Symbols(image, bases).ToList();
            PayloadUnpacking? reader = null;
            symbols.Add(plan.Length);
            if (plan.Length > 0)
            {
                symbols.Add(new Symbol(0, _ => BytesPacker.Symbols(reader!.Bytes.Pattern, reader.Bytes.PatternLength, plan)));
            }

            var writer = new SymbolWriter(symbols, () => reader?.Draft);
            reader = new PayloadUnpacking(bases);
            reader.Begin(Head(PackedHead.FormPe, plan.Length + pe.Length + 1000), releaseDigest, PackedHead.MostBytes, writer);
            return Run(reader, writer, PackedHead.FormPe, plan);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static byte[]? ForBytes(byte[] plan, byte[] assembly, PackedBase bases, byte[] releaseDigest, int image)
    {
        var pattern = image < bases.Images.Count ? bases.Images[image] : [];
        PayloadUnpacking? reader = null;
        List<Symbol> symbols = [plan.Length, image, .. BytesPacker.Symbols(pattern, pattern.Length, assembly), .. BytesPacker.Symbols(assembly, assembly.Length, plan)];
        var writer = new SymbolWriter(symbols, () => reader?.Draft);
        reader = new PayloadUnpacking(bases);
        reader.Begin(Head(PackedHead.FormBytes, plan.Length + assembly.Length), releaseDigest, PackedHead.MostBytes, writer);
        return Run(reader, writer, PackedHead.FormBytes, plan)?.Packed;
    }

    private static Attempt? Run(PayloadUnpacking reader, SymbolWriter writer, int form, byte[] plan)
    {
        while (!reader.Step())
        {
        }

        // Its checksum is not known yet, so that is what it ends with.
        reader.Take(out var told, out var assembly);
        if (assembly == null || !writer.Succeeded || !told.AsSpan().SequenceEqual(plan))
        {
            return null;
        }

        byte[] packed = [.. Head(form, plan.Length + assembly.Length), .. writer.ToArray()];
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(3), PackedHead.Checksum(plan, assembly));
        return new Attempt(packed, assembly, writer.Costs);
    }

    private static byte[] Head(int form, int lengthBytes) => [(byte)(form | (lengthBytes >> 16 << 4)), (byte)lengthBytes, (byte)(lengthBytes >> 8), 0, 0, 0, 0];
}
