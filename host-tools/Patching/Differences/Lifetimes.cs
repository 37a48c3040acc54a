using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Whether a value that code makes lives on when that code is done: in a field, in an array, with a library, with somebody who is not plain to see. What is only asked,
/// compared, thrown away or handed to code that does no more than that, does not. Values are followed through locals, casts and arguments.
/// </summary>
/// <param name="model">The build of the code.</param>
/// <param name="renewed">Fields that get a new value anyway, so that one in them does no harm; null: none.</param>
internal sealed class Lifetimes(Model model, IReadOnlySet<FieldDefinition>? renewed = null)
{
    // Library classes that keep nothing of what they are given.
    private static readonly string[] s_forgetful =
        ["System.String", "System.Console", "System.GC", "System.Diagnostics.Debug", "System.Object", "System.Convert", "System.Math", "System.BitConverter", "System.Threading.Monitor", "System.Text.Encoding"];

    private readonly Dictionary<MethodDefinition, StackShape> _shapes = [];

    public bool LivesOn(MethodDefinition method, Instruction made) => LivesOn(method, made, []);

    /// <summary>Whether a method of a library keeps nothing of what it is given: it lets go of it, or it is a delegate that is called.</summary>
    public static bool IsForgetful(MethodReference called) => called.Name.StartsWith("remove_", StringComparison.Ordinal) || called.Name.StartsWith("Unregister", StringComparison.Ordinal)
        || called is { Name: "Invoke", HasThis: true } || s_forgetful.Contains(called.DeclaringType.GetElementType().FullName);

    /// <summary>Whether a struct goes over a collection, which is done in the same tick.</summary>
    public static bool IsIteration(TypeDefinition type) => type.Interfaces.Any(i => i.InterfaceType.FullName == "System.Collections.IEnumerator");

    private bool LivesOn(MethodDefinition method, Instruction made, HashSet<(MethodDefinition, string, object)> seen)
    {
        var shape = Shape(method);
        var value = IsCached(made) ? made.Next.Next : made;
        if (shape.Consumer(value) is not { } user)
        {
            return true;
        }

        switch (user.OpCode.Code)
        {
            case Code.Pop or Code.Throw or Code.Unbox or Code.Unbox_Any or Code.Ceq or Code.Ldfld or Code.Ldlen:
                return false;
            case Code.Castclass or Code.Isinst:
                return LivesOn(method, user, seen);
            case Code.Stfld or Code.Stsfld:
                return model.Field((FieldReference)user.Operand) is not { } field || renewed?.Contains(field) != true;
            case Code.Call or Code.Callvirt or Code.Newobj:
                return LivesOnWith(method, user, shape.Position(user, value), seen);
        }

        return Canonical.Of(method, user) switch
        {
            ("stloc", { } local) => VariableLivesOn(method, "ldloc", local, seen),
            ("starg", { } argument) => VariableLivesOn(method, "ldarg", argument, seen),
            _ => true,
        };
    }

    private bool VariableLivesOn(MethodDefinition method, string load, object variable, HashSet<(MethodDefinition, string, object)> seen) =>
        seen.Add((method, load, variable)) && method.Body.Instructions.Any(i => Canonical.Of(method, i) is var (name, operand) && Equals(operand, variable)
            && (name == load + "a" || name == load && LivesOn(method, i, seen)));

    private bool LivesOnWith(MethodDefinition method, Instruction call, int position, HashSet<(MethodDefinition, string, object)> seen)
    {
        var called = (MethodReference)call.Operand;
        var isAsked = called.HasThis && call.OpCode.Code != Code.Newobj;
        if (isAsked && position == 0)
        {
            return false;
        }

        if (model.Type(called.DeclaringType) == null || LineClass.IsOne(called.DeclaringType))
        {
            return called.DeclaringType.FullName == "System.Delegate" ? LivesOn(method, call, seen) : !IsForgetful(called);
        }

        var parameter = position + (called.HasThis && !isAsked ? 1 : 0);
        var bodies = Bodies(called).ToList();
        return bodies.Count == 0 || bodies.Any(b => !b.HasBody || VariableLivesOn(b, "ldarg", parameter, seen));
    }

    /// <summary>The method itself and what can answer in its place.</summary>
    private IEnumerable<MethodDefinition> Bodies(MethodReference called)
    {
        var method = model.Method(called);
        if (method is { IsAbstract: false })
        {
            yield return method;
        }

        if (method is { IsVirtual: true })
        {
            var overriding = model.Types.Values.Where(t => !t.IsInterface && t != method.DeclaringType && (model.Line(t).Contains(method.DeclaringType) || InterfaceVersions.Implements(t, method.DeclaringType)))
                .SelectMany(t => t.Methods).Where(m => Names.Signature(m) == Names.Signature(method) || m.Overrides.Any(o => model.Method(o) == method));
            foreach (var other in overriding.Where(m => !m.IsAbstract))
            {
                yield return other;
            }
        }
    }

    /// <summary>The compiler keeps a delegate without a target of its own, and hands out that one each time.</summary>
    private static bool IsCached(Instruction made) => made.Next is { OpCode.Code: Code.Dup, Next: { OpCode.Code: Code.Stsfld, Operand: FieldReference cache } } && Names.IsCompilerMade(cache.DeclaringType);

    private StackShape Shape(MethodDefinition method)
    {
        if (!_shapes.TryGetValue(method, out var shape))
        {
            _shapes[method] = shape = new StackShape(method.Body);
        }

        return shape;
    }
}
