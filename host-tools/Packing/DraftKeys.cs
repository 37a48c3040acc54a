using System.Text;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

/// <summary>Finds rows of a draft by the keys of <see cref="NamedImage"/>.</summary>
internal static class DraftKeys
{
    public static int? FindAssemblyRef(PeDraft draft, string name) =>
        Find(draft, BaseImage.AssemblyRef, row => Text(draft, U16(draft, BaseImage.AssemblyRef, row, 0)) == name);

    public static int? FindTypeRef(PeDraft draft, string key) => Find(draft, BaseImage.TypeRef, row => TypeRef(draft, row) == key);

    public static int? FindMember(PeDraft draft, bool isMethod, string key)
    {
        var table = isMethod ? BaseImage.MethodRef : BaseImage.FieldRef;
        return Find(draft, table, row => $"{TypeRef(draft, U16(draft, table, row, 2))}::{Text(draft, U16(draft, table, row, 0))}{(isMethod ? "" : " ")}"
            + Signature(draft, U16(draft, table, row, 4), isMethod) == key);
    }

    private static string TypeRef(PeDraft draft, int row)
    {
        var scope = U16(draft, BaseImage.TypeRef, row, 4);
        var name = Text(draft, U16(draft, BaseImage.TypeRef, row, 0));
        return (scope & 0x8000) != 0
            ? $"{TypeRef(draft, scope & 0x7FFF)}+{name}"
            : $"[{Text(draft, U16(draft, BaseImage.AssemblyRef, scope, 0))}]{Text(draft, U16(draft, BaseImage.TypeRef, row, 2))}.{name}";
    }

    private static string Signature(PeDraft draft, int offset, bool isMethod)
    {
        var heap = draft.Tables[BaseImage.Signatures].Bytes;
        var convention = heap[offset++];
        if (!isMethod)
        {
            return Type(draft, heap, ref offset);
        }

        int count = heap[offset++];
        var returns = Type(draft, heap, ref offset);
        var parameters = new List<string>();
        for (var i = 0; i < count; i++)
        {
            parameters.Add(Type(draft, heap, ref offset));
        }

        return $"({string.Join(",", parameters)}){returns} {convention == 0x20}";
    }

    private static string Type(PeDraft draft, byte[] heap, ref int offset)
    {
        var element = heap[offset++];
        switch (element)
        {
            case 19: return Type(draft, heap, ref offset) + "[]";
            case 20: return Type(draft, heap, ref offset) + "&";
            case 17 or 18:
                int token = heap[offset++];
                token = token < 0x80 ? token : ((token & 0x3F) << 8) | heap[offset++];
                return (element == 17 ? "Class " : "ValueType ") + ((token & 3) == 1 ? TypeRef(draft, token >> 2) : "own");
            default: return ((Lowering.Pe.PeElement)element).ToString();
        }
    }

    private static int? Find(PeDraft draft, int table, Func<int, bool> isIt)
    {
        for (var row = 0; row < draft.Count(table); row++)
        {
            if (isIt(row))
            {
                return row;
            }
        }

        return null;
    }

    private static string Text(PeDraft draft, int id)
    {
        if (id >= PeDraft.FirstFirmwareString)
        {
            return Lowering.Pe.FirmwareStrings.Find((ushort)id) ?? "?";
        }

        var rest = draft.Tables[BaseImage.Strings].Bytes.AsSpan(id);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static int U16(PeDraft draft, int table, int row, int column)
    {
        var at = (row * BaseImage.RowLength(table)) + column;
        return draft.Tables[table].Bytes[at] | (draft.Tables[table].Bytes[at + 1] << 8);
    }
}
