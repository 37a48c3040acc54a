using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which type and which field of the new build stands for which of the release. A field that stands for another is used in place, under whatever name; one
/// that stands for none, or whose value has to be converted, is a fresh field of the patch.
///
/// Bodies are compared in two ways. For people, a type that was replaced is still the one of its name. For the patch it is another one, which is what
/// makes its users differ.
/// </summary>
internal sealed class Matching
{
    private readonly Dictionary<FieldDefinition, FieldDefinition> _inPlace = [];
    private readonly Dictionary<FieldDefinition, FieldMatch> _moves = [];
    private readonly HashSet<FieldDefinition> _anew = [];
    private readonly List<FieldMatch> _further = [];
    private readonly HashSet<FieldDefinition> _renumbered = [];
    private readonly Dictionary<TypeDefinition, EnumNumbers?> _numbers = [];
    private FieldWriters? _oldWriters;
    private FieldWriters? _newWriters;
    private readonly Dictionary<TypeDefinition, TypeDefinition> _successors;

    public Matching(Model old, Model @new, Counterparts counterparts)
    {
        Old = old;
        New = @new;
        Counterparts = counterparts;
        _successors = counterparts.Replaced.ToDictionary(p => p.Value.Old, p => p.Key);
    }

    public Model Old { get; }

    public Model New { get; }

    public Counterparts Counterparts { get; }

    public FieldWriters OldWriters => _oldWriters ??= new FieldWriters(Old);

    public FieldWriters NewWriters => _newWriters ??= new FieldWriters(New);

    public IReadOnlyCollection<FieldMatch> Moves => [.. _moves.Values, .. _further];

    /// <summary>The release's field that a field of the new build is; null for a fresh one.</summary>
    public FieldDefinition? InPlace(FieldDefinition field) => _inPlace.GetValueOrDefault(field);

    public FieldMatch? Move(FieldDefinition field) => _moves.GetValueOrDefault(field);

    /// <summary>The release's field whose value the field has, as it is or as an object or a value of the type that took its type's place.</summary>
    public FieldDefinition? Kept(FieldDefinition field) => InPlace(field) ?? (Move(field) is { IsOfReplacedType: true } move ? move.Old : null);

    /// <summary>Whether a field of an object of the new class has its value from the object of the release's class that it takes over.</summary>
    public bool IsFed(TypeDefinition old, FieldDefinition field, bool isWhole) =>
        Moves.Any(m => m.New == field && Old.Line(old).Contains(m.Old.DeclaringType))
        || InPlace(field) is { } same && Old.Line(old).Contains(same.DeclaringType)
        || isWhole && Old.Line(old).SelectMany(t => t.Fields).Any(f => !f.IsStatic && f.Name == field.Name && Names.Of(f.FieldType) == Names.Of(field.FieldType));

    public void SetInPlace(FieldDefinition @new, FieldDefinition old) => _inPlace[@new] = old;

    public void SetFresh(FieldDefinition field) => _inPlace.Remove(field);

    /// <summary>Whether an object that is taken over gets what the new build's initialiser says, though the field is the release's.</summary>
    public bool BeginsAnew(FieldDefinition field) => _anew.Contains(field);

    public void SetAnew(FieldDefinition field) => _anew.Add(field);

    /// <summary>Whether a field stays where it is, and members of an enum in it have other numbers in the new build.</summary>
    public bool IsRenumbered(FieldDefinition field) => _renumbered.Contains(field) && !BeginsAnew(field);

    public void SetRenumbered(FieldDefinition field) => _renumbered.Add(field);

    /// <summary>What the numbers of an enum of the new build were in the release; null when they are the same, or it is new.</summary>
    public EnumNumbers? Numbers(TypeDefinition @new)
    {
        if (!_numbers.TryGetValue(@new, out var numbers))
        {
            _numbers[@new] = numbers = EnumNumbers.Of(OldOf(@new), @new);
        }

        return numbers;
    }

    /// <summary>A field of a base class can have its value from several classes' fields: each object from that of its own.</summary>
    public void SetMove(FieldMatch match)
    {
        if (!_moves.TryAdd(match.New, match))
        {
            _further.Add(match);
        }
    }

    public bool IsTaken(FieldDefinition old) => _inPlace.ContainsValue(old) || Moves.Any(m => m.Old == old);

    /// <summary>Whether a type of the new build is another one than the release's that it takes the place of.</summary>
    public bool IsReplaced(TypeDefinition @new) => Counterparts.Replaced.ContainsKey(@new);

    /// <summary>The type of the release that goes on as this one, or whose place it takes; null for a new one.</summary>
    public TypeDefinition? OldOf(TypeDefinition @new) => Counterparts.Replaced.TryGetValue(@new, out var replaced) ? replaced.Old : Old.Type(@new);

    /// <summary>The type of the new build that goes on for this one, or takes its place; null when it is gone.</summary>
    public TypeDefinition? NewOf(TypeDefinition old) => _successors.TryGetValue(old, out var successor) ? successor : New.Type(old);

    /// <summary>Whether people would say that a type of the new build is the release's, though it may be another one.</summary>
    public bool IsSameForPeople(TypeReference old, TypeReference @new) => Names.Unmarked(Names.Of(old)) == Names.Unmarked(Names.Of(@new))
        || old is ArrayType == @new is ArrayType && New.Type(@new) is { } definition && OldOf(definition) is { } former && former == Old.Type(old);

    /// <summary>What fields of the release are called in the text of bodies.</summary>
    public string OldToken(FieldReference field) => Names.Of(Old.Field(field) ?? field);

    /// <summary>What fields of the new build are called: what they stand for, or that they are fresh.</summary>
    public string NewToken(FieldReference field) => Token(field, forPeople: false);

    /// <summary>The text of a method of the release as the patch sees it.</summary>
    public string OldCode(MethodDefinition method) => BodyText.Of(Old, method, OldToken).Text;

    /// <summary>Texts for people.</summary>
    public string OldText(MethodDefinition method, (int, int)? range = null) => Names.Unmarked(BodyText.Of(Old, method, OldToken, range).Text);

    public string NewText(MethodDefinition method, (int, int)? range = null) => Names.Unmarked(BodyText.Of(New, method, NewTokenForPeople, range).Text);

    public string NewTokenForPeople(FieldReference field) => Token(field, forPeople: true);

    /// <summary>The method of the release whose slot this one has: of one class and one signature.</summary>
    public MethodDefinition? OldOf(MethodDefinition method) => IsReplaced(method.DeclaringType) ? null : Find(Old.Type(method.DeclaringType), Names.Signature(method));

    /// <summary>The method of the release that people would say this one was.</summary>
    public MethodDefinition? FormerOf(MethodDefinition method) => FindForPeople(OldOf(method.DeclaringType), method);

    public MethodDefinition? NewOf(MethodDefinition method) => FindForPeople(NewOf(method.DeclaringType), method);

    private static MethodDefinition? Find(TypeDefinition? type, string signature) => type?.Methods.FirstOrDefault(m => Names.Signature(m) == signature);

    private static MethodDefinition? FindForPeople(TypeDefinition? type, MethodDefinition method) =>
        type?.Methods.FirstOrDefault(m => m.Name == method.Name && Names.SignatureForPeople(m) == Names.SignatureForPeople(method));

    private string Token(FieldReference field, bool forPeople)
    {
        var definition = New.Field(field);
        if (definition == null)
        {
            return Names.Of(field);
        }

        if ((forPeople ? Kept(definition) : InPlace(definition)) is { } old && (forPeople || definition.IsStatic || !IsReplaced(definition.DeclaringType)))
        {
            return Names.Of(old);
        }

        // Of a class that is in both builds; fields of a new class, of one the compiler made, or of the runtime are called as they are.
        return Old.Types.ContainsKey(Names.Of(definition.DeclaringType)) ? "fresh " + Names.Of(definition) : Names.Of(definition);
    }
}
