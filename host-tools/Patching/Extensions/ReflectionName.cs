using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>How reflection on the board calls a class: nested ones with a plus sign.</summary>
internal static class ReflectionName
{
    public static string Of(TypeReference type) => Of(type.FullName);

    public static string Of(string fullName) => fullName.Replace('/', '+');
}
