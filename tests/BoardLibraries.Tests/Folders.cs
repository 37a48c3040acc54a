namespace NanoLive.BoardLibraries;

/// <summary>Where the build laid what the tests look at.</summary>
internal static class Folders
{
    public static string BoardLibraries { get; } = Path.Combine(AppContext.BaseDirectory, "board-libraries");

    /// <summary>The libraries that are reference only; their namesakes in BoardLibraries answer at run time.</summary>
    public static string Skeletons { get; } = Path.Combine(AppContext.BaseDirectory, "skeletons");

    public static string Mscorlib { get; } = Path.Combine(Skeletons, "mscorlib.dll");

    public static string DeviceTests { get; } = Path.Combine(AppContext.BaseDirectory, "device", "BoardLibraries.Device.dll");

    /// <summary>What device code compiles against and nanoFramework defines: skeletons and stand-ins, without what is ours alone.</summary>
    public static IEnumerable<string> ComparedLibraries() =>
        Directory.GetFiles(Skeletons, "*.dll")
            .Concat(Directory.GetFiles(BoardLibraries, "*.dll"))
            .DistinctBy(file => Path.GetFileName(file))
            .Where(file => Path.GetFileName(file) != "NanoLive.Socket.dll")
            .Order(StringComparer.Ordinal);
}
