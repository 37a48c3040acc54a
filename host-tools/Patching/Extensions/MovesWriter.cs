using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>The moves from an object of the release to one of an extending class. What earlier patches moved is led on by <see cref="EarlierStates"/>.</summary>
internal static class MovesWriter
{
    public static FieldMove[] Of(Emission emission, Extension extension) => [.. Own(emission, extension), .. extension.IsWhole ? Renamed(emission, extension) : Superseded(emission, extension), .. NotBack(emission, extension)];

    /// <summary>Fields that begin anew: on the way back the old object has its own value still.</summary>
    public static IEnumerable<FieldMove> NotBack(Emission emission, Extension extension) => Line(emission, extension).SelectMany(t => t.Fields)
        .Where(emission.Matching.BeginsAnew).Select(f => new FieldMove { From = emission.Matching.InPlace(f)!.Name, To = null });

    /// <summary>The new build's class and its bases, as far as the release has them, bases first.</summary>
    public static List<TypeDefinition> Line(Emission emission, Extension extension) =>
        [.. (extension.New == null ? [] : emission.Matching.New.Line(extension.New)).Where(t => extension.IsWhole || emission.Matching.Old.Type(t) != null).Reverse()];

    private static IEnumerable<FieldMove> Own(Emission emission, Extension extension) =>
        from match in emission.Matching.Moves
        where Line(emission, extension).Contains(match.New.DeclaringType) && emission.Matching.Old.Line(extension.Old).Contains(match.Old.DeclaringType) && !match.IsByCode
        select new FieldMove { From = match.Old.Name, To = emission.Fields.FreshName(match.New), Multiply = match.Multiply, Divide = match.Divide };

    /// <summary>A class that is carried whole has its fields under their new names.</summary>
    private static IEnumerable<FieldMove> Renamed(Emission emission, Extension extension) =>
        from field in Line(emission, extension).Where(emission.Matching.IsReplaced).SelectMany(t => t.Fields)
        where !field.IsStatic && emission.Matching.InPlace(field) is { } old && old.Name != field.Name
        select new FieldMove { From = emission.Matching.InPlace(field)!.Name, To = field.Name };

    /// <summary>The release's field cannot hold an object of the class that took its class's place.</summary>
    private static IEnumerable<FieldMove> Superseded(Emission emission, Extension extension) =>
        from match in emission.Matching.Moves
        where match is { IsOfReplacedType: true, IsByCode: false } && emission.Matching.Old.Line(extension.Old).Contains(match.Old.DeclaringType) && Line(emission, extension).Contains(match.New.DeclaringType)
        select new FieldMove { From = null, To = match.Old.Name };
}
