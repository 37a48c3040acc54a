using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Makes a build's classes replaceable: unsealed, their instance methods virtual, direct calls of these dispatched. Private ones take part, or a patch
/// would have to bring everybody who calls one that changed. What is subscribed to pins or given to class libraries is led to lines of the board, static fields that hold objects are no more read only.
/// Nothing else changes, and the same input gives the same bytes.
/// </summary>
public static class Preparation
{
    public static PreparedBuild Prepare(Build build, PreparationOptions options)
    {
        var source = Source.Open(build.Files);
        var before = build.Files.Sum(f => f.Image.Length);
        if (build.IsPrepared)
        {
            var same = new PreparationReport { Classes = 0, Methods = 0, Calls = 0, Subscriptions = 0, BytesBefore = before, BytesAfter = before, LeftAlone = [] };
            return new PreparedBuild(build.Names, build.Files, same, source);
        }

        var prepared = source.Assemblies.Where(a => !BoardLibraries.Runtime.Contains(a.Name.Name)).ToList();
        var types = prepared.SelectMany(a => a.MainModule.GetTypes()).ToList();
        var leftAlone = new List<string>();

        // 1. Everything that depends on what is virtual and what not is looked up before anything changes.
        var hidden = new HiddenMethods(types);
        var becameVirtual = new HashSet<string>(StringComparer.Ordinal);
        var classes = 0;
        foreach (var type in types)
        {
            var reason = Replaceable.WhyNot(type, options);
            if (reason == null)
            {
                classes++;
                Open(type, hidden, becameVirtual, leftAlone);
            }
            else if (options.Excluded.Contains(type.FullName))
            {
                leftAlone.Add($"{type.FullName}: {reason}");
            }
        }

        // 2. Callers, wherever they are.
        var calls = types.SelectMany(t => t.Methods).Sum(m => CallRewriting.Rewrite(m, becameVirtual));
        var code = types.SelectMany(t => t.Methods).ToList();
        var subscriptions = code.Sum(new SubscriptionRewriting([.. source.Assemblies], code).Rewrite);

        // 3. Static fields that can hold an object: a swap sets those that hold one that is replaced, and what is read only a CLR may take for a constant.
        foreach (var field in types.Where(t => !Names.IsCompilerMade(t)).SelectMany(t => t.Fields).Where(f => f is { IsStatic: true, IsInitOnly: true, FieldType.IsValueType: false }))
        {
            field.IsInitOnly = false;
        }

        // 4. Bytes. The runtime's own assemblies stay byte for byte.
        var files = source.Assemblies.Zip(build.Files, (a, f) => prepared.Contains(a) ? f with { Image = Image.Of(a), Symbols = null } : f).ToList();
        return new PreparedBuild(build.Names, files, new PreparationReport
        {
            Classes = classes,
            Methods = becameVirtual.Count,
            Calls = calls,
            Subscriptions = subscriptions,
            BytesBefore = before,
            BytesAfter = files.Sum(f => f.Image.Length),
            LeftAlone = leftAlone,
        }, source);
    }

    private static void Open(TypeDefinition type, HiddenMethods hidden, HashSet<string> becameVirtual, List<string> leftAlone)
    {
        type.IsSealed = false;
        foreach (var method in type.Methods)
        {
            if (method is { IsVirtual: true, IsFinal: true, IsPrivate: false })
            {
                // An interface's method, or a sealed override: the slot is there already.
                method.IsFinal = false;
                Widen(method);
            }
            else if (Replaceable.CanBecomeVirtual(method))
            {
                if (hidden.Contains(method))
                {
                    leftAlone.Add($"{type.FullName}.{Names.ForPeople(method)}: a derived class hides it");
                    continue;
                }

                method.IsVirtual = true;
                method.IsNewSlot = true;
                method.IsHideBySig = true;
                Widen(method);
                becameVirtual.Add(Names.Of(method));
            }
            else if (method is { IsVirtual: true, IsPrivate: false })
            {
                Widen(method);
            }
        }
    }

    /// <summary>
    /// A patch is another assembly and must be allowed to override. Private methods stay private, which tells them from those that others may call: no CLR
    /// minds a patch that overrides them, unless they ask for it.
    /// </summary>
    private static void Widen(MethodDefinition method)
    {
        if (method.IsAssembly || method.IsFamilyAndAssembly)
        {
            method.IsFamilyOrAssembly = true;
        }

        method.IsCheckAccessOnOverride = false;
    }
}
