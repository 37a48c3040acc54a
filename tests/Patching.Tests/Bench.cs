using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using NanoLive.Format;

namespace NanoLive.Patching.Tests;

/// <summary>
/// A board reduced to what a patch needs: a prepared release in a context of its own, and adoption as the runtime does it (fields by name and type over
/// the class hierarchy, then moves, then the migration).
/// </summary>
internal sealed class Bench
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly AssemblyLoadContext _context = new("board", isCollectible: true);
    private readonly Dictionary<string, Assembly> _release = [];

    public Bench(Build release, PreparationOptions? options = null)
    {
        var prepared = Preparation.Prepare(release, options ?? new PreparationOptions());
        foreach (var (name, file) in prepared.Names.Zip(prepared.Files))
        {
            _release[name] = _context.LoadFromStream(new MemoryStream(file.Image));
        }
    }

    public Type Type(string name, string assembly = "Drivers") => _release[assembly].GetType(name, true)!;

    public object New(string type, params object?[] arguments) =>
        Activator.CreateInstance(Type(type), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;

    public Assembly Load(PatchContent patch)
    {
        var assembly = _context.LoadFromStream(new MemoryStream(patch.Assembly));
        Assert.Equal(patch.Plan.AssemblyName, assembly.GetName().Name);
        AssertResolved(assembly, patch.Assembly);
        if (patch.Plan.EntryClass != null)
        {
            assembly.GetType(patch.Plan.EntryClass, true)!.GetMethod(patch.Plan.EntryMethod)!.Invoke(null, null);
        }

        return assembly;
    }

    /// <summary>A board resolves all that an assembly refers to before any of its code runs.</summary>
    private static void AssertResolved(Assembly loaded, byte[] image)
    {
        using var file = new PEReader([.. image]);
        foreach (var member in file.GetMetadataReader().MemberReferences)
        {
            Assert.NotNull(loaded.ManifestModule.ResolveMember(MetadataTokens.GetToken(member)));
        }
    }

    /// <summary>The class of a loaded patch that takes the place of a release's class, and what the plan says about it.</summary>
    public static (Type Class, ClassChange Change) Successor(Assembly loaded, Plan plan, string oldClass)
    {
        var change = plan.Classes.Single(c => c.OldClass == oldClass);
        return (loaded.GetType(change.NewClass, true)!, change);
    }

    public object Adopt(object old, Assembly loaded, PatchContent patch, string oldClass)
    {
        var exact = patch.Plan.Classes.FirstOrDefault(c => c.OldAssembly == old.GetType().Assembly.GetName().Name && c.OldClass == old.GetType().FullName);
        var change = exact ?? Successor(loaded, patch.Plan, oldClass).Change;
        var type = loaded.GetType(change.NewClass, true)!;
        var constructor = type.GetConstructors().Single(c => c.GetParameters() is [{ } only] && only.ParameterType == type);
        var next = constructor.Invoke([null]);
        Transfer(old, next, change.Moves, value => value);
        Migrate(old, next, loaded, change);
        return next;
    }

    public static void Migrate(object old, object next, Assembly loaded, ClassChange change)
    {
        if (change.Undoes != null)
        {
            old.GetType().Assembly.GetType(change.Undoes, true)!.GetMethod("Down")!.Invoke(null, [old, next]);
        }

        if (change.Migration != null)
        {
            loaded.GetType(change.Migration, true)!.GetMethod("Up")!.Invoke(null, [old, next]);
        }
    }

    /// <summary>The way back of one object.</summary>
    public static void Return(object next, object old, Assembly loaded, PatchContent patch, string oldClass) =>
        Return(next, old, loaded, Successor(loaded, patch.Plan, oldClass).Change, value => value);

    /// <summary>The plan's moves read backwards, else the same field, else the one of that name that the old object has not; then the migration.</summary>
    public static void Return(object next, object old, Assembly loaded, ClassChange change, Func<object?, object?> map)
    {
        var from = Fields(next.GetType()).ToList();
        var to = Fields(old.GetType()).ToList();
        foreach (var target in to)
        {
            var move = to.Find(t => t.Name == target.Name) == target ? change.Moves.FirstOrDefault(m => m.From == target.Name) : null;
            var source = move != null ? from.Find(f => f.Name == move.To) : from.Find(f => IsSame(f, target)) ?? from.Find(f => f.Name == target.Name && !to.Exists(t => IsSame(t, f)));
            if (source != null)
            {
                var value = map(source.GetValue(next));
                target.SetValue(old, move == null || !target.FieldType.IsPrimitive ? value : Convert.ChangeType(Convert.ToDouble(value) * move.Divide / move.Multiply, target.FieldType));
            }
        }

        if (change.Migration != null)
        {
            loaded.GetType(change.Migration, true)!.GetMethod("Down")?.Invoke(null, [next, old]);
        }
    }

    public static object? Get(object of, string field) => Field(of, field).GetValue(of);

    public static void Set(object of, string field, object? value) => Field(of, field).SetValue(of, value);

    public static object? Call(object on, string method, params object?[] arguments) =>
        on.GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .First(m => m.Name == method && m.GetParameters().Length == arguments.Length).Invoke(on, arguments);

    private static FieldInfo Field(object of, string name) => Fields(of.GetType()).First(f => f.Name == name);

    public static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at != null && at != typeof(object); at = at.BaseType)
        {
            foreach (var field in at.GetFields(Any).Where(f => !f.IsStatic))
            {
                yield return field;
            }
        }
    }

    /// <summary>For each field of the new object: its move, unless an earlier patch has been through it; else itself, else the field of its name that the new object has not.</summary>
    public static void Transfer(object old, object next, FieldMove[] moves, Func<object?, object?> map)
    {
        var from = Fields(old.GetType()).ToList();
        var to = Fields(next.GetType()).ToList();
        foreach (var target in to)
        {
            var move = to.Find(t => t.Name == target.Name) == target ? moves.FirstOrDefault(m => m.To == target.Name) : null;
            var named = from.FirstOrDefault(f => IsSame(f, target)) ?? from.FirstOrDefault(f => f.Name == target.Name && !to.Exists(t => IsSame(t, f)));
            if (move != null)
            {
                if (move.From != null)
                {
                    var source = from.First(f => f.Name == move.From);
                    Assert.True(source.FieldType == target.FieldType || source.FieldType.IsPrimitive == target.FieldType.IsPrimitive, $"{source} becomes {target}");
                    var value = map(source.GetValue(old));
                    target.SetValue(next, target.FieldType.IsPrimitive ? Convert.ChangeType(Convert.ToDouble(value) * move.Multiply / move.Divide, target.FieldType) : value);
                }
            }
            else if (named != null)
            {
                Assert.Equal(target.FieldType, named.FieldType);
                target.SetValue(next, map(named.GetValue(old)));
            }
        }
    }

    private static bool IsSame(FieldInfo left, FieldInfo right) => left.Name == right.Name && left.DeclaringType == right.DeclaringType;
}
