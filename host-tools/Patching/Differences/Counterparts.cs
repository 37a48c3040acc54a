using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Which type of the new build stands for which of the release, where its name alone does not say so. Finding them gives types of the new build other
/// names; everything after goes by these.
/// </summary>
internal sealed class Counterparts
{
    private readonly IReadOnlyDictionary<TypeDefinition, string> _renamed;
    private readonly IReadOnlyDictionary<TypeDefinition, (TypeDefinition Old, string Reason)> _replaced;

    private Counterparts(Source old, Source @new)
    {
        _renamed = RenamedTypes.Recognise(old, @new);
        _replaced = ReplacedTypes.Mark(old, @new);
    }

    public static Counterparts Find(Source old, Source @new) => new(old, @new);

    /// <summary>Types that go on under another name, with the name they have in the new build.</summary>
    public IReadOnlyDictionary<TypeDefinition, string> Renamed => _renamed;

    /// <summary>Types that are other ones than the release's, which they take the place of, with the reason.</summary>
    public IReadOnlyDictionary<TypeDefinition, (TypeDefinition Old, string Reason)> Replaced => _replaced;

    /// <summary>What people call the type in the new build.</summary>
    public string NameOf(TypeDefinition type) => ReflectionName.Of(_renamed.TryGetValue(type, out var name) ? name : Names.Unmarked(type.FullName));
}
