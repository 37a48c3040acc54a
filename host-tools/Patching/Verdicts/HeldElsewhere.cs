using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// References to objects that are taken over in places that a board's walk does not look into: structs, and whatever the board's libraries were given, such as timers, hash tables,
/// weak references and events of their objects. Delegates that have a line of the runtime are in no such place: a swap exchanges what the line has.
/// </summary>
internal sealed class HeldElsewhere(Matching matching, TakenOver taken)
{
    private const string StructRemedy = "hold it in a class, or let the board take the patch at its next reboot";
    private const string LibraryRemedy = "let a migration take it back and give the new one, or let the board take the patch at its next reboot";
    private const string TimerRemedy = "do the work in a tick of the loop, let a migration stop it and start another, or let the board take the patch at its next reboot";
    private const string Duty = "the migration has to see that the new object is there, too";

    // What the runtime follows or hands on, or what keeps nothing.
    private static readonly string[] s_followed = ["System.Collections.ArrayList", "System.Array", "System.Delegate", "System.MulticastDelegate", Names.Thread];

    public IEnumerable<Outlived> All() => InStructs().Concat(WithLibraries());

    private IEnumerable<Outlived> InStructs() =>
        from type in matching.Old.Types.Values
        where type is { IsValueType: true, IsEnum: false } && !Lifetimes.IsIteration(type)
        from field in type.Fields
        where !field.IsStatic
        let held = taken.Behind(field.FieldType)
        where held != null && IsStored(type, [])
        select new Outlived(held, RefusalCode.HeldInStruct, Duty, new Finding(FindingId.HeldInStruct,
            $"{type.Name}.{field.Name} can hold {(taken.IsDelegate(field.FieldType) ? "a delegate on " : "")}a {Names.Unmarked(held.Name)}, and a board does not look into structs: it would go on with the old one", StructRemedy, Places.Of(type) ?? Places.Of(held)));

    /// <summary>Whether a struct lies anywhere but in locals.</summary>
    private bool IsStored(TypeDefinition @struct, HashSet<TypeDefinition> seen) => seen.Add(@struct)
        && (matching.Old.Source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).SelectMany(t => t.Fields).Any(f => matching.Old.Type(f.FieldType) == @struct && (f.IsStatic || !f.DeclaringType.IsValueType || IsStored(f.DeclaringType, seen)))
            || matching.Old.Bodies.SelectMany(m => m.Body.Instructions).Any(i => i.OpCode.Code == Code.Box && matching.Old.Type((TypeReference)i.Operand) == @struct));

    private IEnumerable<Outlived> WithLibraries()
    {
        foreach (var method in matching.Old.Bodies.Where(m => !LineClass.IsOne(m.DeclaringType)))
        {
            StackShape? shape = null;
            foreach (var call in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj && Keeps((MethodReference)i.Operand)))
            {
                var called = (MethodReference)call.Operand;
                shape ??= new StackShape(method.Body);
                for (var i = 0; i < called.Parameters.Count; i++)
                {
                    if (!called.Parameters[i].ParameterType.IsValueType && !IsLed(called, i) && Given(method, shape.Receiver(call, called.Parameters.Count - 1 - i)) is { } held)
                    {
                        yield return Held(method, call, called, held);
                        break;
                    }
                }
            }
        }
    }

    private static Outlived Held(MethodDefinition method, Instruction call, MethodReference called, TypeDefinition held)
    {
        var isLine = LineClass.IsOne(called.DeclaringType);
        var isTimer = (isLine ? called.ReturnType : called.DeclaringType).FullName == Names.Timer;
        var who = $"{Model.Owner(method.DeclaringType).Name}.{Names.Unmarked(method.Name)}";
        return new Outlived(held, RefusalCode.HeldByLibrary, Duty, new Finding(isTimer ? FindingId.KeepsRunning : FindingId.HeldByLibrary,
            isTimer ? $"{who} starts a timer, which is bound to the old {Names.Unmarked(held.Name)}"
                : $"{who} gives a {Names.Unmarked(held.Name)} to {(isLine ? "" : called.DeclaringType.Name + ".")}{(called.Name == ".ctor" ? "new" : called.Name)}, which a board does not look into: it would go on with the old one",
            isTimer ? TimerRemedy : LibraryRemedy, Places.Of(method, call)));
    }

    /// <summary>Whether a line is between an argument and the library that gets it.</summary>
    private bool IsLed(MethodReference called, int position) => LineClass.IsOne(called.DeclaringType) && (LineClass.IsState(called.ReturnType, position) || LineClass.Leads(matching.Old, called.Parameters[position].ParameterType));

    private bool Keeps(MethodReference called) => !Lifetimes.IsForgetful(called) && (LineClass.IsOne(called.DeclaringType) || IsLibrarys(called));

    private bool IsLibrarys(MethodReference called) => called.HasParameters && matching.Old.Type(called.DeclaringType) == null && BoardLibraries.IsOne(Names.AssemblyOf(called.DeclaringType))
        && !s_followed.Contains(called.DeclaringType.FullName) && !Names.AssemblyOf(called.DeclaringType).StartsWith("NanoLive.", StringComparison.Ordinal) && !IsOfDelegate(called);

    private static bool IsOfDelegate(MethodReference constructor) => constructor is { Name: ".ctor", Parameters.Count: 2 } && constructor.Parameters[1].ParameterType.FullName == "System.IntPtr";

    /// <summary>Whose object code puts on the stack there; null when it is none that is taken over, or not plain to see.</summary>
    private TypeDefinition? Given(MethodDefinition method, Instruction? made) => made switch
    {
        null => null,
        { OpCode.Code: Code.Newobj, Previous: { OpCode.Code: Code.Ldftn or Code.Ldvirtftn, Operand: MethodReference address } } =>
            matching.Old.Method(address) is { IsStatic: false } target ? taken.Target(target.DeclaringType) : null,
        _ => taken.Behind(DeclaredType(method, made)),
    };

    /// <summary>What the code says of the type of what an instruction leaves on the stack.</summary>
    public static TypeReference? DeclaredType(MethodDefinition method, Instruction made) => Canonical.Of(method, made) switch
    {
        ("ldarg", 0) when method.HasThis => method.DeclaringType,
        ("ldarg", int argument) => method.Parameters[argument - (method.HasThis ? 1 : 0)].ParameterType,
        ("ldloc", VariableDefinition local) => local.VariableType,
        ("ldfld" or "ldsfld", FieldReference field) => field.FieldType,
        ("call" or "callvirt", MethodReference called) => called.ReturnType,
        ("newobj", MethodReference constructor) => constructor.DeclaringType,
        ("castclass" or "isinst" or "ldelem.any", TypeReference type) => type,
        _ => null,
    };
}
