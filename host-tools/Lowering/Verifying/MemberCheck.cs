using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// FieldDef and MethodDef: names, signatures, static data, counts that agree with signatures, sections that agree with flags, bodies in order.
/// </summary>
internal sealed class MemberCheck(PeImage image, PeRules rules, RowReport report)
{
    private const PeMethodFlags DelegateFlags = PeMethodFlags.DelegateConstructor | PeMethodFlags.DelegateInvoke
        | PeMethodFlags.DelegateBeginInvoke | PeMethodFlags.DelegateEndInvoke;

    public void Run()
    {
        Sections();
        for (var i = 0; i < image.FieldDefs.Length && !report.IsFull; i++)
        {
            CheckField(i, image.FieldDefs[i]);
        }

        var bodyStart = -1;
        var entryPoints = 0;
        for (var i = 0; i < image.MethodDefs.Length && !report.IsFull; i++)
        {
            var method = image.MethodDefs[i];
            CheckMethod(i, method);
            CheckRules(i, method);
            if (method.HasBody && method.Rva <= bodyStart)
            {
                report.Error(PeTable.MethodDef, i, "pe-body-order", $"its body at {method.Rva} is not after that of the method before.");
            }

            bodyStart = method.HasBody ? method.Rva : bodyStart;
            entryPoints += (method.Flags & PeMethodFlags.EntryPoint) != 0 ? 1 : 0;
        }

        if (entryPoints > 1)
        {
            report.Error(PeTable.MethodDef, 0, "pe-entry-point", $"{entryPoints} entry points.");
        }

        if (!rules.AllowNative && image.Header.NativeChecksum != 0)
        {
            report.Error(PeTable.MethodDef, 0, "pe-native", $"native checksum 0x{image.Header.NativeChecksum:X8}, where extern methods may not be.");
        }
    }

    private void Sections()
    {
        for (var t = 0; t < image.TypeDefs.Length && !report.IsFull; t++)
        {
            var type = image.TypeDefs[t];
            for (var i = 0; i < type.MethodCount && type.FirstMethod + i < image.MethodDefs.Length; i++)
            {
                var mustBeStatic = i >= type.VirtualMethods + type.InstanceMethods;
                if (image.MethodDefs[type.FirstMethod + i].IsStatic != mustBeStatic)
                {
                    var (own, others) = mustBeStatic ? ("not static", "static") : ("static", "not static");
                    report.Error(PeTable.MethodDef, type.FirstMethod + i, "pe-section", $"{own}, among those of TypeDef[{t}] that are {others}.");
                }
            }

            Fields(t, type.FirstStaticField, type.StaticFields, true);
            Fields(t, type.FirstInstanceField, type.InstanceFields, false);
        }
    }

    private void Fields(int type, int first, int count, bool isStatic)
    {
        for (var i = first; i < Math.Min(first + count, image.FieldDefs.Length); i++)
        {
            if (image.FieldDefs[i].IsStatic != isStatic)
            {
                report.Error(PeTable.FieldDef, i, "pe-section", $"static: {!isStatic}, among those of TypeDef[{type}] for which it is {isStatic}.");
            }
        }
    }

    private void CheckField(int index, PeFieldDef field)
    {
        report.String(PeTable.FieldDef, index, field.Name, "name");
        var reader = new PeSignatureReader(image, field.Signature);
        reader.Field();
        report.Signature(PeTable.FieldDef, index, reader);
        if (field.DefaultValue != PeImage.None)
        {
            var data = new PeSignatureReader(image, field.DefaultValue);
            data.StaticData();
            report.Signature(PeTable.FieldDef, index, data);
        }
    }

    private void CheckMethod(int index, PeMethodDef method)
    {
        report.String(PeTable.MethodDef, index, method.Name, "name");
        var reader = new PeSignatureReader(image, method.Signature);
        var signature = reader.Method();
        report.Signature(PeTable.MethodDef, index, reader);
        if (signature != null)
        {
            var row = (method.Arguments, method.IsStatic, method.ReturnType);
            var signed = (signature.ArgumentCount, !signature.HasThis, signature.Returns.Element);
            if (row != signed)
            {
                report.Error(PeTable.MethodDef, index, "pe-method-counts", $"arguments, static, returns: {row}; in the signature {signed}.");
            }
        }

        if (method.Locals > 0)
        {
            var locals = new PeSignatureReader(image, method.LocalsSignature);
            locals.Locals(method.Locals);
            report.Signature(PeTable.MethodDef, index, locals);
        }

        if (method.HasBody && method.Rva >= image.ByteCode.Length)
        {
            report.Error(PeTable.MethodDef, index, "pe-body", $"its body at {method.Rva} is outside the {image.ByteCode.Length} bytes of ByteCode.");
        }
    }

    private void CheckRules(int index, PeMethodDef method)
    {
        if (!rules.AllowNative && !method.HasBody && (method.Flags & (PeMethodFlags.Abstract | DelegateFlags)) == 0)
        {
            report.Error(PeTable.MethodDef, index, "pe-native", "an extern method, where none may be.");
        }

        if (!rules.AllowStaticConstructors && (method.Flags & PeMethodFlags.StaticConstructor) != 0)
        {
            report.Error(PeTable.MethodDef, index, "pe-static-constructor", "a static constructor, where none may be.");
        }

        if (!rules.AllowEntryPoint && (method.Flags & PeMethodFlags.EntryPoint) != 0)
        {
            report.Error(PeTable.MethodDef, index, "pe-entry-point", "an entry point, where none may be.");
        }

        const PeMethodFlags Generic = PeMethodFlags.ContainsGenericParameter | PeMethodFlags.HasGenericParameter;
        if ((method.Flags & (report.AllowsGeneric ? PeMethodFlags.Patched : PeMethodFlags.Patched | Generic)) != 0)
        {
            report.Error(PeTable.MethodDef, index, "pe-method-flags", $"flags 0x{(uint)method.Flags:X8}: patched or generic.");
        }
    }
}
