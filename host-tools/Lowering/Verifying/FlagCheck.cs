using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// Flags that the firmware acts upon without a second look: what is marked as a constructor, a finalizer, a delegate or a value type has to be
/// one. Each rule here kept a mutated file from crashing a real CLR.
/// </summary>
internal sealed class FlagCheck(PeImage image, RowReport report)
{
    private const PeMethodFlags DelegateFlags = PeMethodFlags.DelegateConstructor | PeMethodFlags.DelegateInvoke
        | PeMethodFlags.DelegateBeginInvoke | PeMethodFlags.DelegateEndInvoke;

    private readonly PeNames _names = new(image);

    public void Run()
    {
        for (var i = 0; i < image.TypeDefs.Length && !report.IsFull; i++)
        {
            CheckType(i, image.TypeDefs[i]);
        }
    }

    private void CheckType(int index, PeTypeDef type)
    {
        var name = _names.Of(new PeToken(PeTable.TypeDef, index));
        var expected = ExpectedBase(type.Flags);
        var actual = Base(type);
        if (expected != null && actual != expected && !IsRootOfKind(name))
        {
            report.Error(PeTable.TypeDef, index, "pe-type-flags", $"flags {type.Flags}, but it extends {(actual.Length == 0 ? "nothing" : actual)}.");
        }

        var isValue = (type.Flags & PeTypeFlags.SemanticsMask) is PeTypeFlags.ValueType or PeTypeFlags.Enum;
        var hasValueData = type.DataType is PeElement.ValueType or PeElement.Reflection or (>= PeElement.Boolean and <= PeElement.TimeSpan);
        if (isValue != hasValueData)
        {
            report.Error(PeTable.TypeDef, index, "pe-type-flags", $"flags {type.Flags} with data of {type.DataType}.");
        }

        if ((type.Flags & PeTypeFlags.Patched) != 0)
        {
            report.Error(PeTable.TypeDef, index, "pe-type-flags", "flags say that it is patched.");
        }

        var hasFinalizer = false;
        for (var i = 0; i < type.MethodCount && type.FirstMethod + i < image.MethodDefs.Length; i++)
        {
            var method = type.FirstMethod + i;
            CheckMethod(method, image.MethodDefs[method], isVirtual: i < type.VirtualMethods, type.Flags);
            hasFinalizer |= (image.MethodDefs[method].Flags & PeMethodFlags.Finalizer) != 0;
        }

        if ((type.Flags & PeTypeFlags.HasFinalizer) != 0 && !hasFinalizer)
        {
            report.Error(PeTable.TypeDef, index, "pe-type-flags", "flags say that it has a finalizer.");
        }
    }

    private void CheckMethod(int index, PeMethodDef method, bool isVirtual, PeTypeFlags owner)
    {
        var flags = method.Flags;
        var name = PeStrings.Text(image, method.Name);
        var takesNothing = method.Arguments == (method.IsStatic ? 0 : 1) && method.ReturnType == PeElement.Void;
        var isDelegate = (owner & (PeTypeFlags.Delegate | PeTypeFlags.MulticastDelegate)) != 0;
        string? problem = null;
        if (Has(PeMethodFlags.Virtual) != isVirtual)
        {
            problem = "virtual, where it should not be, or the other way round";
        }
        else if (Has(PeMethodFlags.StaticConstructor) && !(method.IsStatic && takesNothing && method.HasBody && name == ".cctor"))
        {
            problem = "marked as a static constructor";
        }
        else if (Has(PeMethodFlags.Constructor) != (name == ".ctor")
            || (Has(PeMethodFlags.Constructor) && (method.IsStatic || method.ReturnType != PeElement.Void)))
        {
            problem = "marked as a constructor, or not marked as one";
        }
        else if (Has(PeMethodFlags.Finalizer) && !(!method.IsStatic && takesNothing && name == "Finalize"))
        {
            problem = "marked as a finalizer";
        }
        else if (Has(PeMethodFlags.EntryPoint) && !(method.IsStatic && method.HasBody && method.ReturnType is PeElement.Void or PeElement.I4))
        {
            problem = "marked as the entry point";
        }
        else if (Has(PeMethodFlags.Abstract) && method.HasBody)
        {
            problem = "abstract, but has a body";
        }
        else if ((flags & DelegateFlags) != 0 && (!isDelegate || method.HasBody))
        {
            problem = "marked as the firmware's part of a delegate";
        }

        if (problem != null)
        {
            var fullName = _names.Of(new PeToken(PeTable.MethodDef, index));
            report.Error(PeTable.MethodDef, index, "pe-method-flags", $"{fullName} is {problem} (flags 0x{(uint)flags:X8}).");
        }

        bool Has(PeMethodFlags flag) => (flags & flag) != 0;
    }

    private static string? ExpectedBase(PeTypeFlags flags) => (flags & PeTypeFlags.SemanticsMask) switch
    {
        PeTypeFlags.Interface => (flags & (PeTypeFlags.Delegate | PeTypeFlags.MulticastDelegate)) != 0 ? "?" : "",
        PeTypeFlags.ValueType => "System.ValueType",
        PeTypeFlags.Enum => "System.Enum",
        _ when (flags & PeTypeFlags.MulticastDelegate) != 0 => "System.MulticastDelegate",
        _ when (flags & PeTypeFlags.Delegate) != 0 => "System.Delegate",
        _ => null,
    };

    /// <summary>What mscorlib itself defines as the base of a kind.</summary>
    private bool IsRootOfKind(string name) =>
        image.AssemblyRefs.IsEmpty && name is "System.Enum" or "System.ValueType" or "System.Delegate" or "System.MulticastDelegate";

    private string Base(PeTypeDef type)
    {
        if (type.Extends == PeImage.None)
        {
            return "";
        }

        var isExternal = (type.Extends & PeImage.External) != 0;
        var name = _names.Of(new PeToken(isExternal ? PeTable.TypeRef : PeTable.TypeDef, type.Extends & 0x7FFF));
        return name.StartsWith("[mscorlib]", StringComparison.Ordinal) ? name["[mscorlib]".Length..] : name;
    }
}
