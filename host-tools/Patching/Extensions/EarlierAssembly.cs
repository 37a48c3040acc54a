using Mono.Cecil;
using Mono.Cecil.Cil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>The assembly of an earlier patch, read for what a later one has to carry on: its classes, their fields, and migrations that somebody wrote.</summary>
internal sealed class EarlierAssembly
{
    private readonly AssemblyDefinition _assembly;

    public EarlierAssembly(EarlierPatch patch)
    {
        Patch = patch;
        _assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(patch.Assembly));
    }

    public EarlierPatch Patch { get; }

    public string Name => Patch.Plan.AssemblyName;

    public TypeDefinition? Type(string fullName) => _assembly.MainModule.Types.FirstOrDefault(t => t.FullName == fullName);

    /// <summary>Where it has a static field of this patch. What extends the release's class there may be carried whole here, or the other way round.</summary>
    public FieldDefinition? Static(FieldDefinition copy) => _assembly.MainModule.Types.Where(t => Names.Unmarked(t.FullName) == Names.Unmarked(copy.DeclaringType.FullName))
        .SelectMany(t => t.Fields).FirstOrDefault(f => f.IsStatic && f.Name == copy.Name);

    /// <summary>All static fields that it brought.</summary>
    public IEnumerable<FieldDefinition> Statics => _assembly.MainModule.Types.SelectMany(t => t.Fields).Where(f => f is { IsStatic: true, HasConstant: false });

    /// <summary>What it does with a class of the release; null when it leaves it alone.</summary>
    public ClassChange? ChangeOf(Extension extension) => Patch.Plan.Classes?.FirstOrDefault(c =>
        c.OldAssembly == extension.Old.Module.Assembly.Name.Name && c.OldClass == ReflectionName.Of(extension.Old));

    /// <summary>Instance fields of a class and of its bases in the patch.</summary>
    public IReadOnlyDictionary<string, FieldDefinition> FieldsOf(TypeDefinition type)
    {
        var fields = new Dictionary<string, FieldDefinition>(StringComparer.Ordinal);
        for (TypeDefinition? at = type; at != null; at = at.BaseType is { } based && based.Scope == _assembly.MainModule ? Type(based.FullName) : null)
        {
            foreach (var field in at.Fields.Where(f => !f.IsStatic))
            {
                fields.TryAdd(field.Name, field);
            }
        }

        return fields;
    }

    /// <summary>What somebody wrote to convert objects of a class, as text; null when nobody wrote anything.</summary>
    public string? Written(ClassChange change) => change.Migration == null || Type(change.Migration) is not { } type ? null : Written(type);

    /// <summary>Whether objects can be led back by the patch's own code.</summary>
    public bool HasDown(ClassChange change) => change.Migration != null && Type(change.Migration)?.Methods.Any(m => m is { Name: "Down", IsStatic: true } && m.Body.Instructions[^1].OpCode.Code == Code.Ret) == true;

    /// <summary>Whether the patch stops a thread of a class's objects for a swap.</summary>
    public static bool StopsThread(TypeDefinition type) => type.Methods.Any(m => m is { Name: "Handler", IsStatic: true, HasBody: true } && m.Body.Instructions.Any(i => i.OpCode.Code == Code.Ldc_I4_M1));

    /// <summary>
    /// A closure over an object keeps the patch's code alive and cannot be made anew by a later one. Null when there is none, else the class whose object it is over.
    /// </summary>
    public string? Closure() => (from type in _assembly.MainModule.Types
                                 from field in type.Fields
                                 where !field.IsStatic && field.Name.StartsWith("<>", StringComparison.Ordinal) && field.Name.Contains("this", StringComparison.Ordinal)
                                 select field.FieldType.Name).FirstOrDefault();

    /// <summary>
    /// The code that a finishing class hands objects on to: what the compiler makes itself sets fields; what was written is called with both objects.
    /// </summary>
    public static string? Written(TypeDefinition finishing)
    {
        var called = (from method in finishing.Methods
                      where method is { HasBody: true, IsStatic: true, Name: "Up" or "Down" }
                      from instruction in method.Body.Instructions
                      where instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference { HasThis: false, Parameters.Count: 2 } reference
                          && reference.ReturnType.MetadataType == MetadataType.Void && reference.Parameters.All(p => p.ParameterType.MetadataType == MetadataType.Object)
                      select method.Name + " " + Text((MethodReference)instruction.Operand)).ToList();
        return called.Count == 0 ? null : string.Join('\n', called);
    }

    private static string Text(MethodReference called) => (called is MethodDefinition { HasBody: true } method
        ? string.Concat(method.Body.Instructions.Where(i => i.OpCode.Code != Code.Nop).Select(i => $"{Canonical.Of(method, i).Name} {Operand(method, i)}\n")) : called.FullName);

    private static string Operand(MethodDefinition method, Instruction instruction) => Canonical.Of(method, instruction).Operand switch
    {
        Instruction target => method.Body.Instructions.Where(i => i.OpCode.Code != Code.Nop).TakeWhile(i => i != target).Count().ToString(System.Globalization.CultureInfo.InvariantCulture),
        VariableDefinition local => local.VariableType.FullName,
        MethodDefinition own => $"{own.ReturnType.FullName} {own.DeclaringType.FullName}({string.Join(",", own.Parameters.Select(p => p.ParameterType.FullName))})",
        MemberReference member => member.FullName,
        var other => other?.ToString() ?? "",
    };
}
