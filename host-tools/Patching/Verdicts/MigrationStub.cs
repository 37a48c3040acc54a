namespace NanoLive.Patching;

/// <summary>C# to fill in and add to the new build, for state that only a person can convert.</summary>
public sealed record MigrationStub(string Class, string Text);
