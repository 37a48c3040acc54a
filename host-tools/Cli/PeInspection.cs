using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using Spectre.Console;

namespace NanoLive.Cli;

/// <summary>
/// What there is to say of a .pe. Nothing is said of one that fails the structural check but what is wrong with it: its rows could make any
/// listing of them as long as they like.
/// </summary>
public static class PeInspection
{
    private const string Marker = "NFMRK";
    private const int TypesShown = 10;

    /// <summary>Whether a file is, or by its name should be, a .pe.</summary>
    public static bool IsPe(string path)
    {
        if (Path.GetExtension(path).Equals(".pe", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        Span<byte> start = stackalloc byte[Marker.Length];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("NFMRK"u8);
    }

    public static int Inspect(string path, bool code, bool json)
    {
        PeImage image = Read(path);
        PeBudget budget = PeBudget.Of(image);
        string patch = PeVerifier.Verify(image, PeRules.Patch).FirstOrDefault(finding => finding.Severity == Severity.Error) is { } finding ? $"no: {finding.Place}: {finding.Message}" : "yes";
        if (json)
        {
            Terminal.Json(new
            {
                name = PeStrings.Text(image, image.Header.AssemblyName),
                version = image.Header.Version.ToString(),
                isPatch = patch == "yes",
                references = image.AssemblyRefs.Select(row => new { name = PeStrings.Text(image, row.Name), version = row.Version.ToString() }),
                budget,
                listing = code ? PeListing.Lines(image) : null,
            });
            return ExitCode.Ok;
        }

        Terminal.Facts(Facts(image, budget, patch));
        Terminal.Line();
        Terminal.Write(Tables(budget));
        Terminal.Write(Types(budget));
        foreach (string line in code ? PeListing.Lines(image) : [])
        {
            Terminal.Verbatim(line);
        }

        return ExitCode.Ok;
    }

    private static PeImage Read(string path)
    {
        Result<PeImage> read = PeReader.Read(Inputs.Bytes(path, PeReader.MaxSizeBytes, ExitCode.NotAPatch));
        if (!read.Succeeded)
        {
            throw Damaged(path, read.Diagnostics);
        }

        IReadOnlyList<Diagnostic> findings = [.. PeVerifier.Verify(read.Value, PeRules.Release)];
        return findings.Any(finding => finding.Severity == Severity.Error) ? throw Damaged(path, findings) : read.Value;
    }

    private static Failure Damaged(string path, IReadOnlyList<Diagnostic> findings)
    {
        Diagnostic first = findings.First(finding => finding.Severity == Severity.Error);
        int others = findings.Count(finding => finding.Severity == Severity.Error) - 1;
        return new Failure(ExitCode.NotAPatch, $"{path}: {first.Place}: {first.Message}", others > 0 ? $"and {others} more of the kind" : "no board would load it");
    }

    private static IEnumerable<(string Name, string Value)> Facts(PeImage image, PeBudget budget, string patch)
    {
        yield return ("assembly", $"{PeStrings.Text(image, image.Header.AssemblyName)} {image.Header.Version}, generation v1");
        yield return ("native checksum", $"0x{image.Header.NativeChecksum:X8}");
        yield return ("refers to", string.Join(", ", image.AssemblyRefs.Select(row => $"{PeStrings.Text(image, row.Name)} {row.Version}")));
        yield return ("flash", $"{budget.ImageBytes} bytes");
        yield return ("heap when loaded", $"{budget.LoadedHeapBytes} bytes: {budget.ImageHeapBytes} for the file, {budget.RecordHeapBytes} for the record of it");
        yield return ("types, methods, statics", $"{budget.Types}, {budget.Methods}, {budget.StaticFields}");
        yield return ("fit for a patch", patch);
    }

    private static Table Tables(PeBudget budget)
    {
        Table table = Drawn("table", "rows", "bytes");
        foreach (PeTableBudget row in budget.Tables.Where(row => row.Bytes > 0))
        {
            table.AddRow(row.Table.ToString(), $"{row.Rows}", $"{row.Bytes}");
        }

        return table;
    }

    private static Table Types(PeBudget budget)
    {
        Table table = Drawn("largest types", "methods", "code and data");
        foreach (PeTypeBudget type in budget.LargestTypes.Take(TypesShown))
        {
            table.AddRow(Terminal.Escape(type.Name), $"{type.Methods}", $"{type.CodeBytes + type.StaticDataBytes}");
        }

        return table;
    }

    private static Table Drawn(string name, params string[] numbers)
    {
        Table table = new Table().AddColumn(name);
        foreach (string number in numbers)
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        return table;
    }
}
