using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Arguments of an enum where what took a method's place has another enum, or an integer. Members stand for those of their names; what has no name there stands for its number only
/// where somebody said which method it is.
/// </summary>
internal static class EnumArguments
{
    /// <param name="matching">Both builds.</param>
    /// <param name="from">Of the release.</param>
    /// <param name="to">Of the new build.</param>
    /// <param name="isSaid">Whether the author named the method that it was.</param>
    public static bool Takes(Matching matching, TypeReference from, TypeReference to, bool isSaid)
    {
        if (from is TypeSpecification || matching.Old.Type(from) is not { IsEnum: true } was)
        {
            return false;
        }

        if (to is not TypeSpecification && matching.New.Type(to) is { IsEnum: true } now)
        {
            var names = now.Fields.Where(f => f.HasConstant).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
            return TypeShape.Underlying(was) == TypeShape.Underlying(now) && (isSaid || was.Fields.Where(f => f.HasConstant).All(f => names.Contains(f.Name)) && (EnumNumbers.Of(was, now)?.Gone.Count ?? 0) == 0);
        }

        return isSaid && Width(TypeShape.Underlying(was)) == Width(to.Name) && Width(to.Name) > 0;
    }

    /// <summary>What the numbers become; null when they stay, or the types are no two enums.</summary>
    public static EnumNumbers? Numbers(Matching matching, TypeReference from, TypeReference to) =>
        from is TypeSpecification || to is TypeSpecification || Names.Of(from) == Names.Of(to) ? null : EnumNumbers.Of(matching.Old.Type(from), matching.New.Type(to));

    private static int Width(string integer) => integer switch
    {
        "SByte" or "Byte" => 1,
        "Int16" or "UInt16" => 2,
        "Int32" or "UInt32" => 4,
        "Int64" or "UInt64" => 8,
        _ => 0,
    };
}
