namespace NanoLive.Patching;

/// <summary>
/// Which assemblies are the board's own: part of its firmware image or of the simulated board, never of a patch. They are known by their names,
/// because a build's folder need not contain them.
/// </summary>
internal static class BoardLibraries
{
    public const string CoreLibrary = "mscorlib";

    /// <summary>The part of the runtime that a release may leave out.</summary>
    public const string Unpacking = "NanoLive.Unpacking";

    /// <summary>Ours, and part of a release, but never prepared and never replaced.</summary>
    public static readonly string[] Runtime = ["NanoLive.Runtime", "NanoLive.Board", "NanoLive.Signatures", "NanoLive.Checking", Unpacking];

    /// <summary>The generated assembly that tells a board what was flashed.</summary>
    public const string ReleaseAssembly = "NanoLive.Release";

    /// <summary>
    /// Called like the board's own, but what drivers share: no firmware has native code for them, they come with the drivers and are deployed with the
    /// application. (nanoFramework.IoT.Device publishes them.)
    /// </summary>
    private static readonly string[] Shared =
    [
        "System.Buffers.Binary.BinaryPrimitives",
        "System.Buffers.Helpers",
        "System.Device.Model",
        "System.Diagnostics.Stopwatch",
        "System.Drawing",
        "System.Numerics",
    ];

    private static readonly string[] Prefixes = ["nanoFramework.", "System.", "Windows.", "Microsoft.", "NanoLive."];

    public static bool IsOne(string name) => name == CoreLibrary
        || (!Runtime.Contains(name) && name != ReleaseAssembly && !Shared.Contains(name) && Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal)));
}
