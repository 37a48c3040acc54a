using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>The moves from an object of the release to one of an extending class. What earlier patches moved is led on by <see cref="EarlierStates"/>.</summary>
internal static class MovesWriter
{
    public static FieldMove[] Of(Emission emission, Extension extension) => [.. Own(emission, extension), .. NotBack(emission, extension)];

    /// <summary>Fields that begin anew: on the way back the old object has its own value still.</summary>
    public static IEnumerable<FieldMove> NotBack(Emission emission, Extension extension) => Line(emission, extension).SelectMany(t => t.Fields)
        .Where(emission.Matching.BeginsAnew).Select(f => new FieldMove { From = emission.Matching.InPlace(f)!.Name, To = null });

    /// <summary>The new build's class and its bases, as far as the release has them, bases first.</summary>
    public static List<TypeDefinition> Line(Emission emission, Extension extension) =>
        [.. (extension.New == null ? [] : emission.Matching.New.Line(extension.New)).Where(t => emission.Matching.Old.Type(t) != null).Reverse()];

    private static IEnumerable<FieldMove> Own(Emission emission, Extension extension) =>
        from match in emission.Matching.Moves
        where Line(emission, extension).Contains(match.New.DeclaringType)
        select new FieldMove { From = match.Old.Name, To = emission.Fields.FreshName(match.New), Multiply = match.Multiply, Divide = match.Divide };
}
