using System.Reflection;

namespace NanoLive.Boards.Tests;

/// <summary>Where things lie in the repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Boards => Value("BoardsFolder");

    /// <summary>Sources of the weather station.</summary>
    public static string Station => Value("StationFolder");

    /// <summary>Its output folder.</summary>
    public static string StationBuild => Value("StationBuild");

    private static string Value(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;
}
