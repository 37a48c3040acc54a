namespace NanoLive.Patching;

/// <summary>Makes a build's classes replaceable.</summary>
public static class Preparation
{
    public static PreparedBuild Prepare(Build build, PreparationOptions options) => throw new NotImplementedException();
}
