using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// A constructor taken apart into statements: field initialisers (before the base constructor is called, or anywhere in a static constructor),
/// plain assignments of fields that need nothing but constants and new objects, and the rest.
/// </summary>
internal sealed class Initialisers
{
    private readonly MethodDefinition _constructor;

    public Initialisers(MethodDefinition constructor)
    {
        _constructor = constructor;
        if (!constructor.HasBody)
        {
            return;
        }

        var code = constructor.Body.Instructions;
        var isInitialiser = true;
        foreach (var range in new StackShape(constructor.Body).Statements())
        {
            var call = code[range.To - 1];
            if (!constructor.IsStatic && isInitialiser && call.OpCode.Code == Code.Call && call.Operand is MethodReference { Name: ".ctor" } target)
            {
                isInitialiser = false;
                ChainsToOwn = Names.Of(target.DeclaringType) == Names.Of(constructor.DeclaringType);
                Rest.Add(range);
                continue;
            }

            var field = AssignedField(range);
            if (field != null)
            {
                Assignments.Add((field, range, isInitialiser));
            }

            if (field == null || !(isInitialiser || constructor.IsStatic))
            {
                Rest.Add(range);
            }
        }
    }

    /// <summary>Statements that store into one field of the class and do nothing else that is known of; initialisers first.</summary>
    public List<(FieldDefinition Field, (int From, int To) Range, bool IsInitialiser)> Assignments { get; } = [];

    /// <summary>Statements that are no field initialisers.</summary>
    public List<(int From, int To)> Rest { get; } = [];

    /// <summary>True when the constructor leaves the initialisers to another one of its class.</summary>
    public bool ChainsToOwn { get; }

    /// <summary>Whether a statement needs neither arguments nor locals nor the object, apart from storing into it.</summary>
    public bool IsPure((int From, int To) range)
    {
        var code = _constructor.Body.Instructions;
        for (var i = range.From; i < range.To; i++)
        {
            var (name, _) = Canonical.Of(_constructor, code[i]);
            var isReceiver = !_constructor.IsStatic && name == "ldarg" && code[i] == First(range);
            if (!isReceiver && name is "ldarg" or "ldarga" or "starg" or "ldloc" or "ldloca" or "stloc")
            {
                return false;
            }

            if (code[i].Operand is MethodReference called && !IsHarmless(called))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a statement stores a delegate on no object: on a static method, or on a lambda that captures nothing.</summary>
    public bool IsCode((int From, int To) range)
    {
        var addresses = _constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).Where(i => i.OpCode.Code is Code.Ldftn or Code.Ldvirtftn).Select(i => (MethodReference)i.Operand).ToList();
        return addresses.Count > 0 && addresses.All(a => !a.HasThis || a.DeclaringType.Name == Names.Lambdas);
    }

    private bool IsHarmless(MethodReference called)
    {
        // Code of the build and of the core libraries; a device library may touch hardware.
        var assembly = Names.AssemblyOf(called.DeclaringType);
        return assembly == BoardLibraries.CoreLibrary || !BoardLibraries.IsOne(assembly) || assembly.StartsWith("nanoFramework.System.", StringComparison.Ordinal);
    }

    private Instruction? First((int From, int To) range) =>
        _constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).FirstOrDefault(i => i.OpCode.Code != Code.Nop);

    private FieldDefinition? AssignedField((int From, int To) range)
    {
        var store = _constructor.Body.Instructions[range.To - 1];
        var wanted = _constructor.IsStatic ? Code.Stsfld : Code.Stfld;
        if (store.OpCode.Code != wanted || store.Operand is not FieldReference reference
            || Names.Of(reference.DeclaringType) != Names.Of(_constructor.DeclaringType))
        {
            return null;
        }

        return _constructor.IsStatic || Canonical.LoadsThis(_constructor, First(range))
            ? _constructor.DeclaringType.Fields.FirstOrDefault(f => f.Name == reference.Name)
            : null;
    }
}
