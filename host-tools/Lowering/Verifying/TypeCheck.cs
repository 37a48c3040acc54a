using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>TypeDef: names, base and enclosing types without circles, interfaces, and runs of members that cover their tables exactly once.</summary>
internal sealed class TypeCheck(PeImage image, RowReport report)
{
    private readonly bool[] _methodTaken = new bool[image.MethodDefs.Length];
    private readonly bool[] _fieldTaken = new bool[image.FieldDefs.Length];

    public void Run()
    {
        for (var i = 0; i < image.TypeDefs.Length && !report.IsFull; i++)
        {
            CheckRow(i, image.TypeDefs[i]);
        }

        Orphans(PeTable.MethodDef, _methodTaken);
        Orphans(PeTable.FieldDef, _fieldTaken);
        Circles("base class", type => type.Extends);
        Circles("enclosing type", type => type.EnclosingType);
        ValueCircles();
    }

    private void CheckRow(int index, PeTypeDef type)
    {
        report.String(PeTable.TypeDef, index, type.Name, "name");
        report.String(PeTable.TypeDef, index, type.Namespace, "namespace");
        if (type.Extends != PeImage.None)
        {
            var isExternal = (type.Extends & PeImage.External) != 0;
            report.Index(PeTable.TypeDef, index, isExternal ? PeTable.TypeRef : PeTable.TypeDef, type.Extends & 0x7FFF, "base class");
        }

        if (type.EnclosingType != PeImage.None)
        {
            report.Index(PeTable.TypeDef, index, PeTable.TypeDef, type.EnclosingType, "enclosing type");
        }

        if (type.Interfaces != PeImage.None)
        {
            var reader = new PeSignatureReader(image, type.Interfaces);
            reader.Interfaces();
            report.Signature(PeTable.TypeDef, index, reader);
        }

        if (type.DataType is PeElement.SzArray or PeElement.ByRef or > PeElement.Reflection or (> PeElement.ByRef and < PeElement.WeakClass))
        {
            report.Error(PeTable.TypeDef, index, "pe-data-type", $"data type 0x{(byte)type.DataType:X2}.");
        }

        Run(PeTable.MethodDef, index, type.FirstMethod, type.MethodCount, _methodTaken);
        Run(PeTable.FieldDef, index, type.FirstStaticField, type.StaticFields, _fieldTaken);
        Run(PeTable.FieldDef, index, type.FirstInstanceField, type.InstanceFields, _fieldTaken);

        // Reflection counts all fields from the first static one, also where there is none.
        if (type.InstanceFields > 0 && type.FirstStaticField + type.StaticFields != type.FirstInstanceField)
        {
            report.Error(PeTable.TypeDef, index, "pe-member-run", $"FieldDef {type.FirstInstanceField} does not follow the static fields from {type.FirstStaticField}.");
        }
    }

    private void Run(PeTable table, int type, int first, int count, bool[] taken)
    {
        if (first + count > taken.Length && count > 0)
        {
            report.Error(PeTable.TypeDef, type, "pe-member-run", $"{table} {first} to {first + count - 1} of {taken.Length}.");
            return;
        }

        for (var i = first; i < first + count; i++)
        {
            if (taken[i])
            {
                report.Error(PeTable.TypeDef, type, "pe-member-run", $"{table}[{i}] belongs to two types.");
                return;
            }

            taken[i] = true;
        }
    }

    private void Orphans(PeTable table, bool[] taken)
    {
        var orphan = Array.IndexOf(taken, false);
        if (orphan >= 0)
        {
            report.Error(table, orphan, "pe-member-run", "belongs to no type.");
        }
    }

    private void Circles(string what, Func<PeTypeDef, ushort> next)
    {
        var state = new byte[image.TypeDefs.Length]; // 1: on the path, 2: done
        for (var start = 0; start < state.Length; start++)
        {
            var type = start;
            while (type < state.Length && state[type] == 0)
            {
                state[type] = 1;
                type = next(image.TypeDefs[type]);
            }

            if (type < state.Length && state[type] == 1)
            {
                report.Error(PeTable.TypeDef, type, "pe-circle", $"is its own {what}.");
                return;
            }

            for (type = start; type < state.Length && state[type] == 1; type = next(image.TypeDefs[type]))
            {
                state[type] = 2;
            }
        }
    }

    /// <summary>A value type that contains itself would be allocated without end.</summary>
    private void ValueCircles()
    {
        var state = new byte[image.TypeDefs.Length];
        for (var start = 0; start < state.Length && !report.IsFull; start++)
        {
            if (state[start] == 0 && !IsSound(start, state, 0))
            {
                return;
            }
        }
    }

    private bool IsSound(int index, byte[] state, int depth)
    {
        if (state[index] == 2)
        {
            return true;
        }

        if (state[index] == 1 || depth > 64)
        {
            report.Error(PeTable.TypeDef, index, "pe-circle", "a value type that contains itself.");
            return false;
        }

        state[index] = 1;
        var type = image.TypeDefs[index];
        for (var i = 0; i < type.InstanceFields; i++)
        {
            var field = type.FirstInstanceField + i;
            var fieldType = field < image.FieldDefs.Length ? new PeSignatureReader(image, image.FieldDefs[field].Signature).Field() : null;
            if (fieldType is { Element: PeElement.ValueType, Token.Table: PeTable.TypeDef } && !IsSound(fieldType.Token.Index, state, depth + 1))
            {
                return false;
            }
        }

        state[index] = 2;
        return true;
    }
}
