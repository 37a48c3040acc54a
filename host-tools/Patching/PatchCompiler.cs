namespace NanoLive.Patching;

/// <summary>From the build that was flashed and a new one to a verdict and a patch.</summary>
public static class PatchCompiler
{
    /// <summary>
    /// Compares two builds and makes the patch. <paramref name="release"/> is the build that was flashed, either as it was compiled or as the
    /// folder of its release; <paramref name="next"/> is the new one as it was compiled.
    /// </summary>
    public static Result<PatchReport> Compile(Build release, Build next, PatchOptions options) => throw new NotImplementedException();

    /// <summary>The patch that leads from earlier patches back to the release.</summary>
    public static Result<PatchReport> Neutral(Build release, PatchOptions options) => throw new NotImplementedException();
}
