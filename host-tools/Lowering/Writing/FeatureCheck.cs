using Mono.Cecil;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// Refuses by name and place what generation v1 cannot run, before anything is encoded: the stock processor lets most of it pass, and then the
/// firmware crashes, prints garbage or falls silent. What passes here can be encoded.
/// </summary>
internal sealed class FeatureCheck
{
    private readonly ModuleDefinition _module;
    private readonly LoweringOptions _options;
    private readonly Diagnostics _diagnostics;
    private readonly TypeUseCheck _uses;
    private readonly BodyFeatureCheck _bodies;

    public FeatureCheck(ModuleDefinition module, LoweringOptions options, Diagnostics diagnostics)
    {
        _module = module;
        _options = options;
        _diagnostics = diagnostics;
        _uses = new TypeUseCheck(module, diagnostics);
        _bodies = new BodyFeatureCheck(_uses, diagnostics);
    }

    public void Run()
    {
        if (_options.IsPatch && _module.EntryPoint != null)
        {
            _diagnostics.Error(LoweringCode.EntryPointInPatch, _module.EntryPoint.FullName, "a patch has no entry point: it is loaded into a running program.");
        }

        foreach (var name in _module.GetTypes().GroupBy(type => type.FullName, StringComparer.Ordinal).Where(types => types.Count() > 1))
        {
            _diagnostics.Error(LoweringCode.DuplicateType, name.Key, "two types have this name.");
        }

        foreach (var type in Inclusion.Of(_module, _options))
        {
            Check(type);
        }
    }

    private void Check(TypeDefinition type)
    {
        if (type.HasGenericParameters)
        {
            _uses.Generic(type.FullName, "a generic type");
        }

        if (type.BaseType != null)
        {
            _uses.Check(type.BaseType, type.FullName);
        }

        foreach (var implementation in type.Interfaces)
        {
            _uses.Check(implementation.InterfaceType, type.FullName);
        }

        Limit(type.Methods.Count(method => method.IsVirtual), "virtual methods", type);
        Limit(type.Methods.Count(method => !method.IsVirtual && !method.IsStatic), "non-virtual instance methods", type);
        Limit(type.Methods.Count(method => !method.IsVirtual && method.IsStatic), "static methods", type);
        Limit(type.Fields.Count(field => field.IsStatic && !field.IsLiteral), "static fields", type);
        Limit(type.Fields.Count(field => !field.IsStatic), "instance fields", type);
        foreach (var field in type.Fields.Where(field => !field.IsLiteral))
        {
            Check(field);
        }

        foreach (var method in type.Methods)
        {
            Check(method);
        }
    }

    private void Check(FieldDefinition field)
    {
        _uses.Check(field.FieldType, field.FullName);
        if (field.InitialValue.Length > ushort.MaxValue)
        {
            _diagnostics.Error(
                LoweringCode.StaticDataTooLarge, field.FullName,
                $"{field.InitialValue.Length} bytes of static data; the length has 16 bits. Split the array, or make it a resource or a file.");
        }
    }

    private void Check(MethodDefinition method)
    {
        if (method.HasGenericParameters)
        {
            _uses.Generic(method.FullName, "a generic method");
        }

        if (method.DeclaringType.IsInterface && !method.IsAbstract)
        {
            _diagnostics.Error(
                LoweringCode.DefaultInterfaceMethod, method.FullName, "an interface method with a body: the firmware ends without a word when it is called.");
        }

        if (method.IsVirtual && method.IsStatic)
        {
            _diagnostics.Error(LoweringCode.StaticVirtual, method.FullName, "a static virtual method.");
        }

        CheckForPatch(method);
        _uses.Check(method.ReturnType, method.FullName);
        foreach (var parameter in method.Parameters)
        {
            _uses.Check(parameter.ParameterType, method.FullName);
        }

        if (method.Parameters.Count + (method.HasThis ? 1 : 0) > byte.MaxValue)
        {
            _diagnostics.Error(LoweringCode.TooMany, method.FullName, "more than 255 arguments.");
        }

        DispatchCheck.Run(method, _diagnostics);
        if (method.HasBody)
        {
            _bodies.Check(method);
        }
    }

    private void CheckForPatch(MethodDefinition method)
    {
        if (!_options.IsPatch)
        {
            return;
        }

        if (method is { IsConstructor: true, IsStatic: true })
        {
            _diagnostics.Error(
                LoweringCode.StaticConstructorInPatch, method.DeclaringType.FullName,
                "a static constructor or static initialisers: they run while the patch is loaded, and one that does not return hangs the board.");
        }

        if (!method.HasBody && !method.IsAbstract && !method.IsRuntime)
        {
            _diagnostics.Error(LoweringCode.ExternInPatch, method.FullName, "an extern method: the firmware has no native code for it.");
        }
    }

    private void Limit(int count, string what, TypeDefinition type)
    {
        if (count > byte.MaxValue)
        {
            _diagnostics.Error(LoweringCode.TooMany, type.FullName, $"{count} {what}; a type may have 255. Move some to another type.");
        }
    }
}
