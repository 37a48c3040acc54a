using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// Writes <c>static object Handler(object self, int index)</c>: a board cannot make a delegate from a method it found by reflection, so the patch makes
/// those that take the place of subscribed ones. A method that is subscribed is one whose address the release takes. Asked for <see cref="ClassChange.StopThread"/> and <see cref="ClassChange.StartThread"/> it stops and starts the object's thread, by the
/// migration that somebody wrote.
/// </summary>
internal sealed class HandlerWriter
{
    private readonly Emission _emission;
    private readonly List<(MethodDefinition Method, MethodReference Constructor)> _subscribed = [];
    private readonly Dictionary<TypeDefinition, List<string>> _carried = [];

    public HandlerWriter(Emission emission, bool withNew)
    {
        _emission = emission;
        Find(emission.Matching.Old);
        if (withNew)
        {
            // An earlier patch may have subscribed methods that the release does not have.
            Find(emission.Matching.New);
        }
    }

    public void Write(Extension extension)
    {
        if (extension.IsAbstract)
        {
            return;
        }

        var made = new List<(MethodReference Target, bool IsDispatched, TypeReference Receiver, MethodReference Constructor)>();
        foreach (var (method, constructor) in _subscribed)
        {
            if (!extension.Handlers.Contains(method.Name) && Target(extension, method) is { } target)
            {
                extension.Handlers.Add(method.Name);
                var type = _emission.Types.Map(constructor.DeclaringType, extension);
                made.Add((target.Method, target.IsDispatched, target.Receiver, _emission.Methods.Reference(constructor, type, extension)));
            }
        }

        var threads = extension.New == null ? null : ThreadMigrations.ForObjects(_emission.Matching.New, extension.New);
        if (threads != null && extension.Handlers.Count == 0)
        {
            // A board looks for the method only where there are names.
            extension.Handlers.Add(threads.Value.Stop.Name);
        }

        if (made.Count > 0 || threads != null)
        {
            Write(extension.Patch, made, threads);
        }
    }

    /// <summary>For a class that the patch brings, as an earlier one did.</summary>
    public void Write(TypeDefinition @new, TypeDefinition carried)
    {
        var made = new List<(MethodReference Target, bool IsDispatched, TypeReference Receiver, MethodReference Constructor)>();
        var names = new List<string>();
        foreach (var (method, constructor) in _subscribed.Where(s => _emission.Matching.New.Line(@new).Contains(s.Method.DeclaringType) && !_emission.Types.IsOfRelease(s.Method.DeclaringType)))
        {
            if (!names.Contains(method.Name))
            {
                names.Add(method.Name);
                var target = _emission.Methods.Carried(method, null);
                made.Add((target, target.IsVirtual, target.DeclaringType, _emission.Methods.Reference(constructor, _emission.Types.Map(constructor.DeclaringType, null), null)));
            }
        }

        _carried[carried] = names;
        if (made.Count > 0)
        {
            Write(carried, made, null);
        }
    }

    /// <summary>Names of the methods that such a class makes delegates for.</summary>
    public IReadOnlyList<string> Of(TypeDefinition carried) => _carried.GetValueOrDefault(carried, []);

    private void Find(Model model)
    {
        foreach (var (_, address, constructor) in model.Delegates)
        {
            if (model.Method((MethodReference)address.Operand) is { IsStatic: false } method && !Names.IsCompilerMade(method.DeclaringType))
            {
                _subscribed.Add((method, constructor));
            }
        }
    }

    /// <summary>What the new object has for a method of the old one; null when the method is not of its class.</summary>
    private (MethodReference Method, bool IsDispatched, TypeReference Receiver)? Target(Extension extension, MethodDefinition subscribed)
    {
        var matching = _emission.Matching;
        var isOld = matching.Old.Type(subscribed.DeclaringType) is { } declaring && declaring == subscribed.DeclaringType;
        var line = isOld ? matching.Old.Line(extension.Old) : extension.New == null ? [] : matching.New.Line(extension.New);
        if (!line.Contains(subscribed.DeclaringType))
        {
            return null;
        }

        var now = !isOld ? subscribed : Names.IsCompilerMade(subscribed) ? Lambda(extension, subscribed) : matching.NewOf(subscribed);
        if (extension.IsWhole)
        {
            var carried = now == null ? null : _emission.Methods.Carried(now, null);
            return carried == null ? null : (carried, carried.IsVirtual, carried.DeclaringType);
        }

        if (now != null && extension.New != null)
        {
            var isCarried = Names.IsCompilerMade(now) || _emission.Closure.Carried.Contains(now);
            if (isCarried && (matching.OldOf(now) is not { IsVirtual: true } || Names.IsCompilerMade(now)))
            {
                return (_emission.Methods.Copied(now, extension), false, extension.Patch);
            }
        }

        if (!isOld)
        {
            return null;
        }

        // Unchanged, or gone: the release's own, which the new object has, too.
        var release = _emission.Module.Outside(subscribed.DeclaringType);
        return (_emission.Methods.Reference(subscribed, release, extension), subscribed.IsVirtual, release);
    }

    /// <summary>The lambda of the new build, when the method that makes it is carried.</summary>
    private MethodDefinition? Lambda(Extension extension, MethodDefinition old) =>
        extension.New == null ? null
        : _emission.Matching.New.Line(extension.New).SelectMany(t => Lambdas.Pairs(_emission.Matching, _emission.Closure, t))
            .Where(p => p.Old == old && (extension.IsWhole || _emission.Closure.Carried.Contains(p.Owner))).Select(p => p.New).FirstOrDefault();

    private void Write(TypeDefinition type, List<(MethodReference Target, bool IsDispatched, TypeReference Receiver, MethodReference Constructor)> made, (MethodDefinition Stop, MethodDefinition Start)? threads)
    {
        var system = _emission.Module.Module.TypeSystem;
        var method = new MethodDefinition("Handler", MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, system.Object);
        method.Parameters.Add(new ParameterDefinition("self", ParameterAttributes.None, system.Object));
        method.Parameters.Add(new ParameterDefinition("index", ParameterAttributes.None, system.Int32));
        type.Methods.Add(method);
        var il = method.Body.GetILProcessor();
        for (var i = 0; i < made.Count; i++)
        {
            var next = il.Create(OpCodes.Nop);
            il.Emit(OpCodes.Ldarg, method.Parameters[1]);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Bne_Un, next);
            il.Emit(OpCodes.Ldarg, method.Parameters[0]);
            il.Emit(OpCodes.Castclass, made[i].Receiver);
            if (made[i].IsDispatched)
            {
                il.Emit(OpCodes.Dup);
            }

            il.Emit(made[i].IsDispatched ? OpCodes.Ldvirtftn : OpCodes.Ldftn, made[i].Target);
            il.Emit(OpCodes.Newobj, made[i].Constructor);
            il.Emit(OpCodes.Ret);
            il.Append(next);
        }

        if (threads is { } written)
        {
            AskThread(method, ClassChange.StopThread, written.Stop);
            AskThread(method, ClassChange.StartThread, written.Start);
        }

        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ret);
        method.Body.OptimizeMacros();
    }

    private void AskThread(MethodDefinition method, int index, MethodDefinition asked)
    {
        var il = method.Body.GetILProcessor();
        var next = il.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldarg, method.Parameters[1]);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Bne_Un, next);
        il.Emit(OpCodes.Ldarg, method.Parameters[0]);
        il.Emit(OpCodes.Call, _emission.Types.IsOfRelease(asked.DeclaringType) ? _emission.Statics.Method(asked, null) : _emission.Methods.Carried(asked, null));
        if (asked.ReturnType.MetadataType == MetadataType.Object)
        {
            il.Emit(OpCodes.Ret);
        }

        il.Append(next);
    }
}
