using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What is known while a patch assembly is made, and the bodies still to be copied. Members come into being when something carried first refers to
/// them; their bodies follow in order, so that no chain of calls makes the compiler recurse.
/// </summary>
internal sealed class Emission
{
    private readonly Queue<Action> _bodies = new();
    private HashSet<string>? _subscribed;
    private HashSet<string>? _spelled;

    public Emission(Matching matching, Closure closure, Creation creation, PatchModule module)
    {
        Matching = matching;
        Closure = closure;
        Creation = creation;
        Module = module;
        Types = new TypeMap(this);
        Fields = new FieldMap(this);
        Methods = new MethodMap(this);
        Statics = new Statics(this);
        Interfaces = new InterfaceVersions(this);
        Shared = new SharedMembers(this);
        Bodies = new BodyCopy(this);
    }

    public Matching Matching { get; }

    public Closure Closure { get; }

    public Creation Creation { get; }

    public PatchModule Module { get; }

    public TypeMap Types { get; }

    public FieldMap Fields { get; }

    public MethodMap Methods { get; }

    public Statics Statics { get; }

    public InterfaceVersions Interfaces { get; }

    public SharedMembers Shared { get; }

    public BodyCopy Bodies { get; }

    /// <summary>
    /// Whether somebody takes the method's address. A delegate knows its method by name, and by that name the next patch finds what takes its place.
    /// </summary>
    public bool IsSubscribed(MethodDefinition method)
    {
        _subscribed ??= [.. Addressed(Matching.Old).Concat(Addressed(Matching.New))];
        return _subscribed.Contains(Names.Of(method));
    }

    /// <summary>Whether a text of the new build is the name: somebody may look a member up by it.</summary>
    public bool IsSpelled(string name)
    {
        _spelled ??= Operands(Matching.New, Code.Ldstr).Select(at => (string)at.Operand).ToHashSet(StringComparer.Ordinal);
        return _spelled.Contains(name);
    }

    /// <summary>By the class of the new build.</summary>
    public Dictionary<TypeDefinition, Extension> Extensions { get; } = [];

    /// <summary>Copies a body once everything that is being decided now is decided.</summary>
    public void Later(MethodDefinition from, MethodDefinition to, Extension? home) => _bodies.Enqueue(() => Bodies.Copy(from, to, home));

    private static IEnumerable<string> Addressed(Model model) =>
        Operands(model, Code.Ldftn, Code.Ldvirtftn).Select(at => model.Method((MethodReference)at.Operand)).OfType<MethodDefinition>().Select(Names.Of);

    private static IEnumerable<Instruction> Operands(Model model, params Code[] codes) =>
        model.Source.Assemblies.SelectMany(a => a.MainModule.GetTypes()).SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions).Where(at => codes.Contains(at.OpCode.Code));

    public void CopyBodies()
    {
        while (_bodies.TryDequeue(out var copy))
        {
            copy();
        }
    }

    /// <summary>
    /// The extension that has the patch's copies of a class's own members: that of the object whose code runs when the class is one of its bases, so that each
    /// extension has its own. Null when there is none, or when only the object knows: then <see cref="Shared"/> asks it.
    /// </summary>
    /// <param name="new">The class.</param>
    /// <param name="self">Of the object, when it is the one whose code runs; null: it is any.</param>
    public Extension? HomeOf(TypeDefinition @new, Extension? self) =>
        self?.New != null && Matching.New.Line(self.New).Contains(@new) ? self : Shared.IsShared(@new) ? null : Extensions.GetValueOrDefault(@new);

    /// <summary>The nearest base of a class that the patch brings which has an extension.</summary>
    public Extension? Under(TypeDefinition @new) => Matching.New.Line(@new).Select(t => Extensions.GetValueOrDefault(t)).FirstOrDefault(e => e != null);
}
