using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// A patch may look private members of its release up by their names, as migrations do for values that changed their type: where the name is written in
/// the call, it becomes the one that boards have. Names that come to such a call from elsewhere are refused, as far as the patch spells one.
/// </summary>
internal sealed class LookedUpNames
{
    private readonly ModuleDefinition _module;
    private readonly MemberNames _names;
    private readonly Diagnostics _diagnostics;

    private LookedUpNames(ModuleDefinition module, MemberNames names, Diagnostics diagnostics)
    {
        _module = module;
        _names = names;
        _diagnostics = diagnostics;
    }

    public static void Run(ModuleDefinition module, LoweringOptions options, Diagnostics diagnostics)
    {
        if (options.IsPatch)
        {
            new LookedUpNames(module, options.Names, diagnostics).Run();
        }
    }

    private void Run()
    {
        var members = _module.GetTypes().SelectMany(type => type.Fields.Cast<IMemberDefinition>().Concat(type.Methods)).ToList();
        foreach (var member in members.Where(_names.IsGiven))
        {
            _diagnostics.Error(LoweringCode.NameGiven, member.FullName, "boards with this release call another member so. Give it another name.");
        }

        var code = members.OfType<MethodDefinition>().Where(method => method.HasBody).SelectMany(method => method.Body.Instructions.Select(at => (Method: method, At: at))).ToList();
        var written = code.Select(place => place.At).Where(at => LookUp(at) != null).ToHashSet();
        var isOpen = code.Count(place => IsLookUp(place.At)) > written.Count;
        foreach (var (method, at) in code.Where(place => place.At.Operand is string text && _names.IsOther(text)))
        {
            var text = (string)at.Operand;
            if (written.Contains(at))
            {
                at.Operand = IsOfLibrary(at) ? text : ((MethodReference)LookUp(at)!.Operand).Name == "GetMethod" ? _names.Method(text) : _names.Field(text);
            }
            else if (isOpen)
            {
                _diagnostics.Error(LoweringCode.NameHidden, method.FullName, $"\"{text}\" is the name of a private member, which boards have under another one, and members are looked up by names that are not written there. Write them into the calls.");
            }
        }
    }

    private static bool IsLookUp(Instruction at) => at.OpCode.FlowControl == FlowControl.Call && at.Operand is MethodReference { HasThis: true } called
        && (called.DeclaringType.FullName, called.Name) is ("System.Type", "GetField") or ("System.Type", "GetMethod") or ("NanoLive.Objects.Entry", "Bind");

    /// <summary>The call that looks up what an instruction spells, with flags or without.</summary>
    private static Instruction? LookUp(Instruction at) => at.OpCode.Code != Code.Ldstr ? null
        : at.Next is { } next && IsLookUp(next) ? next
        : at.Next is { OpCode.StackBehaviourPop: StackBehaviour.Pop0, OpCode.StackBehaviourPush: StackBehaviour.Pushi } and { Next: { } second } && IsLookUp(second) ? second : null;

    /// <summary>Whether it is looked up in a type that is neither of the release nor of the patch.</summary>
    private bool IsOfLibrary(Instruction at) => at.Previous?.Previous is { OpCode.Code: Code.Ldtoken, Operand: TypeReference type }
        && Resolution.Of(type) is { } definition && definition.Module != _module && !_names.Hold(definition.Module);
}
