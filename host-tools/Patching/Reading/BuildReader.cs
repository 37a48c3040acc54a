namespace NanoLive.Patching;

internal static class BuildReader
{
    public static Result<Build> Read(string folder) => throw new NotImplementedException();

    public static Result<Build> Read(IReadOnlyList<BuildFile> files) => throw new NotImplementedException();
}
