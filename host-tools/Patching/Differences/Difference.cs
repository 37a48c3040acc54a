using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What changed between two prepared builds, matched by name over all their assemblies.</summary>
internal sealed class Difference
{
    private readonly Matching _matching;
    private readonly List<Change> _changes = [];

    private Difference(Matching matching) => _matching = matching;

    public Matching Matching => _matching;

    public IReadOnlyList<Change> Changes => _changes;

    public static Difference Between(Source old, Source @new)
    {
        // Gives types of the new build their names, so it comes before everything that looks at names.
        var counterparts = Counterparts.Find(old, @new);
        var difference = new Difference(new Matching(new Model(old), new Model(@new), counterparts));
        difference.Compare();
        return difference;
    }

    private void Compare()
    {
        // 1. Assemblies that are not compared class by class.
        AssemblyComparison.Compare(_matching, _changes);

        // 2. Classes: by name. What is no longer the same kind of thing is not looked into.
        var pairs = new List<(TypeDefinition Old, TypeDefinition New)>();
        foreach (var (key, type) in _matching.New.Types)
        {
            if (_matching.Old.Types.TryGetValue(key, out var old))
            {
                if (TypeComparison.Compare(_matching, old, type, null, _changes))
                {
                    pairs.Add((old, type));
                }
            }
            else if (_matching.Counterparts.Replaced.TryGetValue(type, out var replaced))
            {
                if (TypeComparison.Compare(_matching, replaced.Old, type, replaced.Reason, _changes))
                {
                    pairs.Add((replaced.Old, type));
                }
            }
            else
            {
                Add(EditKind.ClassAdded, type).Judge(Verdict.Live, "carried in the patch where it is used");
            }
        }

        foreach (var type in _matching.Old.Types.Values)
        {
            if (_matching.NewOf(type) == null)
            {
                Add(EditKind.ClassRemoved, type).Judge(Verdict.Live, "removed; objects of it that exist stay as they are");
            }
        }

        foreach (var (type, name) in _matching.Counterparts.Renamed)
        {
            var was = type.FullName == name ? "in " + Names.AssemblyOf(type) : type.FullName;
            Add(EditKind.ClassRenamed, type).Judge(Verdict.Live, $"was {was}; the board goes on with that name");
        }

        // 3. Fields before bodies: a body is compared by what the fields it uses stand for.
        var migrated = Migrations(_matching.New).Select(m => Names.Of(m.Class)).ToHashSet(StringComparer.Ordinal);
        var fields = new FieldComparison(_matching, _changes, migrated);
        var statics = new StaticComparison(_matching, _changes);
        pairs.ForEach(p => statics.Match(p.Old, p.New));
        var compared = pairs.Where(p => !p.New.IsValueType || !_matching.IsReplaced(p.New)).ToList();
        Accessors.Inline(_matching, compared);
        new MovedFields(_matching, _changes, migrated).Match(compared);
        compared.ForEach(p => fields.Compare(p.Old, p.New));
        pairs.ForEach(p => statics.MatchRenamed(p.Old, p.New));
        statics.MatchMoved();
        var enums = new EnumFields(_matching, _changes, migrated);
        pairs.ForEach(p => enums.Compare(p.New));
        var initialisers = new InitialiserComparison(_matching, _changes, migrated);
        compared.ForEach(p => initialisers.Compare(p.Old, p.New));
        while (pairs.Count(p => statics.CompareInitialisers(p.Old, p.New)) > 0)
        {
            // A field that starts with another one's value changed with it.
        }

        pairs.ForEach(p => statics.CompareRest(p.Old, p.New));
        new StrayFields(_matching, _changes, migrated).Ask();

        // 4. Bodies.
        var methods = new MethodComparison(_matching, _changes);
        pairs.ForEach(p => methods.Compare(p.Old, p.New));
        var constants = _changes.Where(c => c.Kind is EditKind.Constant or EditKind.Enum).ToList();
        var bodies = _changes.Where(c => c.Method != null).Select(c => c.Type.Name + "." + c.Member).Distinct().ToList();
        foreach (var constant in constants.Where(c => c.Reason == ""))
        {
            if (constant.Type.IsEnum && _matching.Numbers(constant.Type) is { Moved.Count: > 0 })
            {
                constant.Judge(Verdict.Live, "callers have the number in their code; theirs are edits of their own. Objects that are taken over get the new one");
                continue;
            }

            constant.Judge(Verdict.Live, bodies.Count == 0 ? "nobody uses it" : "callers have the value in their code; theirs are edits of their own");
        }

        // 5. What preparation made is nobody's edit.
        _changes.RemoveAll(c => LineClass.IsOne(c.Type));
    }

    /// <summary>Migrations of a build: the class that is one, and the class whose objects it converts.</summary>
    public static IEnumerable<(TypeDefinition Migration, TypeReference Class)> Migrations(Model model) => Written(model).Where(m => FormerName.ConvertsState(m.Migration));

    /// <summary>Those, and classes that have nothing but adapters.</summary>
    public static IEnumerable<(TypeDefinition Migration, TypeReference Class)> Written(Model model) =>
        from type in model.Types.Values
        let migrated = FormerName.MigratedBy(type)
        where migrated != null
        select (type, migrated);

    private Change Add(EditKind kind, TypeDefinition type)
    {
        var change = new Change { Kind = kind, Type = type, Place = Places.Of(type) };
        _changes.Add(change);
        return change;
    }
}
