using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which field of the new build stands for which of the release. A field that stands for another is used in place, under whatever name; one that
/// stands for none, or whose value has to be converted, is a fresh field of the patch.
/// </summary>
internal sealed class Matching(Model old, Model @new)
{
    private readonly Dictionary<FieldDefinition, FieldDefinition> _inPlace = [];
    private readonly Dictionary<FieldDefinition, FieldMatch> _moves = [];
    private readonly HashSet<FieldDefinition> _anew = [];
    private FieldWriters? _oldWriters;
    private FieldWriters? _newWriters;

    public Model Old { get; } = old;

    public Model New { get; } = @new;

    public FieldWriters OldWriters => _oldWriters ??= new FieldWriters(Old);

    public FieldWriters NewWriters => _newWriters ??= new FieldWriters(New);

    public IReadOnlyCollection<FieldMatch> Moves => _moves.Values;

    /// <summary>The release's field that a field of the new build is; null for a fresh one.</summary>
    public FieldDefinition? InPlace(FieldDefinition field) => _inPlace.GetValueOrDefault(field);

    public FieldMatch? Move(FieldDefinition field) => _moves.GetValueOrDefault(field);

    public void SetInPlace(FieldDefinition @new, FieldDefinition old) => _inPlace[@new] = old;

    public void SetFresh(FieldDefinition field) => _inPlace.Remove(field);

    /// <summary>Whether an object that is taken over gets what the new build's initialiser says, though the field is the release's.</summary>
    public bool BeginsAnew(FieldDefinition field) => _anew.Contains(field);

    public void SetAnew(FieldDefinition field) => _anew.Add(field);

    public void SetMove(FieldMatch match) => _moves[match.New] = match;

    public bool IsTaken(FieldDefinition old) => _inPlace.ContainsValue(old) || _moves.Values.Any(m => m.Old == old);

    /// <summary>What fields of the release are called in the text of bodies.</summary>
    public string OldToken(FieldReference field) => Names.Of(Old.Field(field) ?? field);

    /// <summary>What fields of the new build are called: what they stand for, or that they are fresh.</summary>
    public string NewToken(FieldReference field)
    {
        var definition = New.Field(field);
        if (definition == null)
        {
            return Names.Of(field);
        }

        if (_inPlace.TryGetValue(definition, out var old))
        {
            return Names.Of(old);
        }

        // Of a class that is in both builds; fields of a new class, of one the compiler made, or of the runtime are called as they are.
        return Old.Types.ContainsKey(Names.Of(definition.DeclaringType)) ? "fresh " + Names.Of(definition) : Names.Of(definition);
    }

    public string OldText(MethodDefinition method, (int, int)? range = null) => BodyText.Of(Old, method, OldToken, range).Text;

    public string NewText(MethodDefinition method, (int, int)? range = null) => BodyText.Of(New, method, NewToken, range).Text;

    public MethodDefinition? OldOf(MethodDefinition method) =>
        Old.Type(method.DeclaringType)?.Methods.FirstOrDefault(m => Names.Signature(m) == Names.Signature(method));

    public MethodDefinition? NewOf(MethodDefinition method) =>
        New.Type(method.DeclaringType)?.Methods.FirstOrDefault(m => Names.Signature(m) == Names.Signature(method));
}
