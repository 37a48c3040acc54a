namespace NanoLive.BoardLibraries;

/// <summary>Where the build laid what the tests look at.</summary>
internal static class Folders
{
    public static string BoardLibraries { get; } = Path.Combine(AppContext.BaseDirectory, "board-libraries");

    public static string Skeleton { get; } = Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll");

    public static string DeviceTests { get; } = Path.Combine(AppContext.BaseDirectory, "device", "BoardLibraries.Device.dll");

    public static string SimulatedMscorlib { get; } = Path.Combine(BoardLibraries, "mscorlib.dll");

    /// <summary>The files whose API nanoFramework defines: the skeleton and the stand-ins, without what is ours alone.</summary>
    public static IEnumerable<string> ComparedLibraries() =>
        Directory.GetFiles(BoardLibraries, "*.dll")
            .Where(file => Path.GetFileName(file) is not ("mscorlib.dll" or "NanoLive.Socket.dll"))
            .Append(Skeleton)
            .Order(StringComparer.Ordinal);
}
