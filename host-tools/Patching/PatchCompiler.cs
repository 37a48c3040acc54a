namespace NanoLive.Patching;

/// <summary>From the build that was flashed and a new one to a verdict and a patch.</summary>
public static class PatchCompiler
{
    /// <summary>
    /// Compares two builds and makes the patch. <paramref name="release"/> is the build that was flashed, either as it was compiled or as the
    /// folder of its release; <paramref name="next"/> is the new one as it was compiled.
    /// </summary>
    public static Result<PatchReport> Compile(Build release, Build next, PatchOptions options) => new Compilation(release, next, options).Run();

    /// <summary>The patch that leads from the earlier patches of the options back to the release.</summary>
    public static Result<PatchReport> Neutral(Build release, PatchOptions options)
    {
        if (options.After.Count > 0)
        {
            return Compile(release, release, options);
        }

        var diagnostics = new Diagnostics();
        diagnostics.Error("nothing-to-undo", "Name the patch that is to be undone: a neutral patch leads from it back to the release.");
        return diagnostics.Result<PatchReport>(null);
    }
}
