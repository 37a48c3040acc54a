using NanoLive.Format;
using NanoLive.Lowering.Writing;
using NanoLive.Patching;

namespace NanoLive.Boards;

/// <summary>How assemblies of a release and of its patches are lowered, and what their members are called on boards: the same in all of them.</summary>
public sealed class ReleaseLowering
{
    private readonly MemberNames _names;
    private readonly IReadOnlyCollection<string> _replaceable;

    public ReleaseLowering(ReleaseImage release)
    {
        BuildFile[] replaceable = [.. ReleaseImage.Replaceable(release.Prepared)];
        _replaceable = release.ReplaceableNames;
        _names = MemberNames.Of(replaceable.Select(file => file.Image), release.Prepared.Except(replaceable).Select(file => file.Image));
    }

    /// <summary>Of an assembly that patches can replace something of.</summary>
    public LoweringOptions OfReplaceable => new() { ClosedAssemblies = ReleaseImage.NeverReplaced, ReplaceableAssemblies = _replaceable, Names = _names };

    public LoweringOptions OfPatch => OfReplaceable with { IsPatch = true };

    /// <param name="name">Simple name of any assembly of the release.</param>
    public LoweringOptions Of(string name) => OfReplaceable with { IsClosed = ReleaseImage.NeverReplaced.Contains(name) };

    /// <summary>A plan with the names that boards have for fields and methods.</summary>
    public Plan OnBoard(Plan plan) => Renamed(plan, _names.Field, _names.Method);

    /// <summary>The same plan with the names of the source again.</summary>
    public Plan Written(Plan plan) => Renamed(plan, _names.WrittenField, _names.WrittenMethod);

    private static Plan Renamed(Plan plan, Func<string, string> field, Func<string, string> method) => new()
    {
        AssemblyName = plan.AssemblyName,
        BaseDigest = plan.BaseDigest,
        Neutral = plan.Neutral,
        FromStates = plan.FromStates,
        Classes = plan.Classes?.Select(change => Renamed(change, field, method)).ToArray(),
        Holders = plan.Holders?.Select(holder => new HolderField { Assembly = holder.Assembly, Class = holder.Class, Field = field(holder.Field) }).ToArray(),
        Statics = plan.Statics?.Select(move => new StaticMove { OldAssembly = move.OldAssembly, OldClass = move.OldClass, NewClass = move.NewClass, Field = field(move.Field) }).ToArray(),
        EntryClass = plan.EntryClass,
        EntryMethod = plan.EntryMethod == null ? null : method(plan.EntryMethod),
    };

    private static ClassChange Renamed(ClassChange change, Func<string, string> field, Func<string, string> method) => new()
    {
        OldAssembly = change.OldAssembly,
        OldClass = change.OldClass,
        NewClass = change.NewClass,
        Moves = change.Moves?.Select(move => new FieldMove
        {
            From = move.From == null ? null : field(move.From),
            To = move.To == null ? null : field(move.To),
            Multiply = move.Multiply,
            Divide = move.Divide,
        }).ToArray(),
        Migration = change.Migration,
        Handlers = change.Handlers?.Select(method).ToArray(),
        Undoes = change.Undoes,
    };
}
