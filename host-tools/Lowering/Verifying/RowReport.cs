using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>Errors with table, row and file offset, and the checks that every table shares.</summary>
internal sealed class RowReport(PeImage image, PeRules rules, Diagnostics diagnostics)
{
    /// <summary>Only the core library, which refers to nobody, may define what is generic.</summary>
    public bool AllowsGeneric { get; } = rules.AllowGenericInCoreLibrary && image.AssemblyRefs.IsEmpty;

    public bool IsFull => diagnostics.IsFull;

    public void Error(PeTable table, int row, string id, string message) => diagnostics.Error(id, Place(table, row), message);

    public void Warning(PeTable table, int row, string id, string message) => diagnostics.Warning(id, Place(table, row), message);

    public void String(PeTable table, int row, ushort id, string what)
    {
        if (PeStrings.Find(image, id) == null)
        {
            Error(table, row, "pe-string", $"{what} is string 0x{id:X4}, which does not exist.");
        }
    }

    public bool Index(PeTable table, int row, PeTable target, int index, string what)
    {
        if (index < image.Count(target))
        {
            return true;
        }

        Error(table, row, "pe-index", $"{what} is {target}[{index}] of {image.Count(target)}.");
        return false;
    }

    public void Signature(PeTable table, int row, in PeSignatureReader reader)
    {
        if (reader.Problem is { } problem)
        {
            Error(table, row, "pe-signature", problem + ".");
        }
        else if (reader.SawGeneric && !AllowsGeneric)
        {
            Error(table, row, "pe-generic", "a type parameter.");
        }
    }

    private string Place(PeTable table, int row)
    {
        var starts = image.Header.TableStarts;
        return starts.Length == 16 ? $"{table}[{row}] at 0x{starts[(int)table] + (row * PeImage.RowSizeBytes(table)):X4}" : $"{table}[{row}]";
    }
}
