namespace NanoLive.Simulator;

/// <summary>The class libraries of a simulated board: in <c>board-libraries/</c> beside this assembly, read once and shared by all boards.</summary>
internal static class BoardLibraries
{
    /// <summary>Name of the folder in the output of every project that refers to the simulator.</summary>
    internal const string FolderName = "board-libraries";

    private static readonly Lazy<ReleaseFiles> s_all = new(() => ReleaseFiles.FromFolder(Path.Combine(AppContext.BaseDirectory, FolderName)));

    internal static ReleaseFiles All => s_all.Value;
}
