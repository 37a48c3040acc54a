using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Recognises types that have another name, namespace or assembly in the new build, and gives them back those of the release: the code of a board does not
/// know names, so a name is no change of its own. A type is recognised by what its source says, else by its members and by who uses it; where two are
/// alike, by none.
/// </summary>
internal sealed class RenamedTypes
{
    private const int MaxCandidates = 256;
    private const double AlikeByMembers = 0.6;
    private const double AlikeWhenUsed = 0.25;
    private readonly Source _old;
    private readonly Source _new;
    private readonly Dictionary<TypeDefinition, string> _names = [];
    private List<TypeDefinition> _gone = [];
    private List<TypeDefinition> _come = [];

    private RenamedTypes(Source old, Source @new)
    {
        _old = old;
        _new = @new;
    }

    /// <summary>Returns what each renamed type of the new build is called there; the types themselves have the release's names from then on.</summary>
    public static IReadOnlyDictionary<TypeDefinition, string> Recognise(Source old, Source @new)
    {
        var renamed = new RenamedTypes(old, @new);
        renamed.MoveBack();

        // Again as long as there are any: a type that got its name back is another one's evidence.
        for (var found = true; found;)
        {
            renamed.Compare();
            var (was, type) = renamed.Next();
            found = was != null;
            if (found)
            {
                renamed._names[type!] = type!.FullName;
                Renaming.Apply(@new, type, was!.Namespace, was.Name);
            }
        }

        return renamed._names;
    }

    /// <summary>A type that moved to another assembly keeps its full name, and nobody else has it.</summary>
    private void MoveBack()
    {
        Compare();
        foreach (var type in _come.Where(t => t.DeclaringType == null).ToList())
        {
            var gone = _gone.Where(g => g.DeclaringType == null && g.FullName == type.FullName && TypeShape.Kind(g) == TypeShape.Kind(type)).ToList();
            if (gone.Count == 1 && _come.Count(t => t.FullName == type.FullName) == 1)
            {
                _names[type] = type.FullName;
                Renaming.Move(_new, type, new AssemblyNameReference(Names.AssemblyOf(gone[0]), gone[0].Module.Assembly.Name.Version));
            }
        }
    }

    private void Compare()
    {
        var before = TypeShape.Written(_old).ToList();
        var after = TypeShape.Written(_new).ToList();
        var olds = before.Select(Names.Of).ToHashSet(StringComparer.Ordinal);
        var news = after.Select(Names.Of).ToHashSet(StringComparer.Ordinal);
        _gone = [.. before.Where(t => !news.Contains(Names.Of(t)))];
        _come = [.. after.Where(t => !olds.Contains(Names.Of(t)))];
    }

    private (TypeDefinition? Old, TypeDefinition? New) Next()
    {
        if (_gone.Count == 0 || _come.Count == 0 || _gone.Count > MaxCandidates || _come.Count > MaxCandidates)
        {
            return default;
        }

        foreach (var type in _come)
        {
            if (FormerName.Of(type) is { } former && _gone.FirstOrDefault(g => CanBe(g, type) && (g.FullName == former.Name || g.Name == former.Name)) is { } named)
            {
                return (named, type);
            }
        }

        var uses = Uses();
        var names = _gone.Concat(_come).Select(Names.Of).OrderByDescending(n => n.Length).ToList();
        var shapes = _gone.Concat(_come).ToDictionary(t => t, t => Shape(_come.Contains(t) ? WithNewBases(t) : [t], names));
        var scores = (from gone in _gone
                      from come in _come
                      where CanBe(gone, come)
                      let used = uses.Contains((Names.Of(gone), Names.Of(come))) || gone.Name == come.Name
                      let alike = Alike(shapes[gone], shapes[come])
                      where alike >= Enough(come, used)
                      select (Gone: gone, Come: come, Score: alike + (used ? 1 : 0))).OrderByDescending(s => s.Score).ToList();

        // The best, unless another one is as good for either of the two.
        var best = scores.FirstOrDefault(s => !scores.Any(o => o != s && o.Score >= s.Score && (o.Gone == s.Gone || o.Come == s.Come)));
        return (best.Gone, best.Come);
    }

    /// <summary>A delegate is nothing but its signature: with another one it is another type, whatever stands where it stood.</summary>
    private static double Enough(TypeDefinition come, bool isUsed) =>
        TypeShape.IsDelegate(come) ? 1 : isUsed ? AlikeWhenUsed : AlikeByMembers;

    /// <summary>Of one assembly, one kind, and nested alike: only then is it a matter of names. No object can go on as one of an abstract class.</summary>
    private static bool CanBe(TypeDefinition gone, TypeDefinition come) =>
        Names.AssemblyOf(gone) == Names.AssemblyOf(come) && TypeShape.Kind(gone) == TypeShape.Kind(come) && (gone.IsAbstract || !come.IsAbstract)
        && (gone.DeclaringType == null ? come.DeclaringType == null : come.DeclaringType != null && Names.Of(gone.DeclaringType) == Names.Of(come.DeclaringType));

    /// <summary>Which type that came stands where one that went stood, in members that kept their names.</summary>
    private HashSet<(string Gone, string Come)> Uses()
    {
        var before = TypeShape.Written(_old).ToDictionary(Names.Of);
        var uses = new HashSet<(string, string)>();
        foreach (var type in TypeShape.Written(_new))
        {
            if (!before.TryGetValue(Names.Of(type), out var old))
            {
                continue;
            }

            foreach (var field in type.Fields)
            {
                Note(old.Fields.FirstOrDefault(f => f.Name == field.Name)?.FieldType, field.FieldType);
            }

            foreach (var method in type.Methods)
            {
                var same = old.Methods.Where(m => m.Name == method.Name && m.Parameters.Count == method.Parameters.Count).ToList();
                if (same.Count == 1)
                {
                    Note(same[0].ReturnType, method.ReturnType);
                    same[0].Parameters.Zip(method.Parameters).ToList().ForEach(p => Note(p.First.ParameterType, p.Second.ParameterType));
                }
            }
        }

        return uses;

        void Note(TypeReference? was, TypeReference now)
        {
            if (was != null)
            {
                uses.Add((Names.Of(was.GetElementType()), Names.Of(now.GetElementType())));
            }
        }
    }

    /// <summary>What went up into a base class that came, too, is a member still.</summary>
    private IEnumerable<TypeDefinition> WithNewBases(TypeDefinition type)
    {
        var at = type;
        for (var depth = 0; at != null && depth < MaxCandidates; depth++)
        {
            yield return at;
            at = at.BaseType is { } above ? _come.FirstOrDefault(t => Names.Of(t) == Names.Of(above)) : null;
        }
    }

    private static HashSet<string> Shape(IEnumerable<TypeDefinition> line, List<string> names) =>
        line.SelectMany(TypeShape.Members).Select(m => names.Aggregate(m, (text, name) => text.Replace(name, "?", StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);

    private static double Alike(HashSet<string> left, HashSet<string> right) =>
        left.Count + right.Count == 0 ? 0 : 2.0 * left.Count(right.Contains) / (left.Count + right.Count);
}
