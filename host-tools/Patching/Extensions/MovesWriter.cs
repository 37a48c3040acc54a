using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// The moves of a class, and from which earlier patches they are right. A plan has one list of moves for all states it can be applied to: those of the
/// release, which also fit an earlier patch with the same moves; or, on the way back, those that undo an earlier patch's.
/// </summary>
internal sealed class MovesWriter
{
    private readonly Emission _emission;
    private readonly List<EarlierPatch> _reachable = [];
    private readonly List<EarlierPatch> _unreachable = [];
    private readonly bool _isUndoing;
    private readonly bool _isNeutral;

    public MovesWriter(Emission emission, IReadOnlyList<Extension> extensions, IReadOnlyList<EarlierPatch> after, bool isNeutral)
    {
        _emission = emission;
        _isNeutral = isNeutral;
        var migrated = after.Where(p => extensions.Any(e => EarlierMigration.IsWritten(p, e))).ToList();
        foreach (var patch in after.Except(migrated))
        {
            (extensions.All(e => IsCovered(e, patch)) ? _reachable : _unreachable).Add(patch);
        }

        if (isNeutral && _unreachable.Count > 0)
        {
            // Back to the release: from the first patch that has something to undo, and from those that undo the same.
            _isUndoing = true;
            var same = _unreachable.Where(p => extensions.All(e => Undo(e, p).SequenceEqual(Undo(e, _unreachable[0])))).ToList();
            _unreachable = [.. after.Except(migrated).Except(same)];
            _reachable = same;
        }

        _unreachable.AddRange(migrated);

        DropThoseThatLackFields(extensions);
    }

    /// <summary>Earlier patches from which this one can go live.</summary>
    public IReadOnlyList<EarlierPatch> Reachable => _reachable;

    public IReadOnlyList<EarlierPatch> Unreachable => _unreachable;

    /// <summary>Whether the moves are right for an object of the release.</summary>
    public bool FitsRelease => !_isUndoing && !(_isNeutral && _reachable.Count == 0);

    public FieldMove[] Of(Extension extension) => _isUndoing
        ? [.. Undo(extension, _reachable[0]).Select(m => new FieldMove { From = m.From, To = m.To, Multiply = m.Multiply, Divide = m.Divide })]
        : [.. Own(extension).Concat(Anew(extension)).Concat(NotBack(extension))];

    public static bool Replaces(ClassChange change, Extension extension) =>
        change.OldAssembly == extension.Old.Module.Assembly.Name.Name && change.OldClass == ReflectionName.Of(extension.Old);

    private IEnumerable<TypeDefinition> Line(Extension extension) => extension.New == null ? [] : _emission.Matching.New.Line(extension.New);

    private List<FieldMove> Own(Extension extension) =>
    [
        .. from match in _emission.Matching.Moves
           where Line(extension).Contains(match.New.DeclaringType)
           select new FieldMove { From = match.Old.Name, To = _emission.Fields.FreshName(match.New), Multiply = match.Multiply, Divide = match.Divide },
    ];

    /// <summary>
    /// Fields of a class that came with an earlier patch begin anew: the class of that name in this patch is another one, and its objects cannot
    /// be taken over.
    /// </summary>
    private IEnumerable<FieldMove> Anew(Extension extension)
    {
        foreach (var field in Fresh(extension).Where(f => IsCarried(f.FieldType)))
        {
            var name = _emission.Fields.FreshName(field);
            if (_reachable.Any(p => EarlierFields.Of(p, extension).ContainsKey(name)))
            {
                yield return new FieldMove { From = null, To = name };
            }
        }
    }

    /// <summary>Fields that begin anew: on the way back the old object has its own value still.</summary>
    private IEnumerable<FieldMove> NotBack(Extension extension) => Line(extension).SelectMany(t => t.Fields).Where(_emission.Matching.BeginsAnew)
        .Select(f => new FieldMove { From = _emission.Matching.InPlace(f)!.Name, To = null });

    private bool IsCarried(TypeReference type) =>
        _emission.Matching.New.Type(type) is { } definition && !_emission.Types.IsOfRelease(definition);

    /// <summary>
    /// Numbers that some earlier patches added and others did not: the migration can tell an object of the release from one of a patch, not one patch
    /// from another.
    /// </summary>
    private void DropThoseThatLackFields(IReadOnlyList<Extension> extensions)
    {
        foreach (var extension in extensions)
        {
            foreach (var field in Fresh(extension).Where(f => f.FieldType.IsValueType && InitialValue.Of(f).Range != null))
            {
                var lacking = _reachable.Where(p => !EarlierFields.Of(p, extension).ContainsKey(_emission.Fields.FreshName(field))).ToList();
                if (lacking.Count < _reachable.Count)
                {
                    _reachable.RemoveAll(lacking.Contains);
                    _unreachable.AddRange(lacking);
                }
            }
        }
    }

    private IEnumerable<FieldDefinition> Fresh(Extension extension) =>
        Line(extension).SelectMany(t => t.Fields).Where(f => !f.IsStatic && _emission.Matching.InPlace(f) == null && _emission.Matching.Move(f) == null);

    /// <summary>Each move of the earlier patch is one of ours, too: then what it moved is carried by name.</summary>
    private bool IsCovered(Extension extension, EarlierPatch patch)
    {
        var own = Own(extension);
        var earlier = EarlierFields.Of(patch, extension);
        var isRetyped = Fresh(extension).Any(f => !IsCarried(f.FieldType) && earlier.TryGetValue(_emission.Fields.FreshName(f), out var type) && type != f.FieldType.FullName);

        // A migration converts from the release's fields: an object of an earlier patch may have been converted already.
        var isMigrated = EarlierFields.Replaces(patch, extension) && Line(extension).Any(t => Difference.Migrations(_emission.Matching.New).Any(m => Names.Of(m.Class) == Names.Of(t)));
        return !isRetyped && !isMigrated && Moves(extension, patch).All(m => m.From == null || m.To == null
            || own.Any(o => o.From == m.From && o.To == m.To && o.Multiply == m.Multiply && o.Divide == m.Divide));
    }

    private static List<(string From, string To, int Multiply, int Divide)> Undo(Extension extension, EarlierPatch patch) =>
        [.. Moves(extension, patch).Where(m => m.From != null && m.To != null).Select(m => (m.To, m.From, m.Divide, m.Multiply))];

    private static IEnumerable<FieldMove> Moves(Extension extension, EarlierPatch patch) =>
        (patch.Plan.Classes ?? []).Where(c => Replaces(c, extension)).SelectMany(c => c.Moves ?? []);
}
