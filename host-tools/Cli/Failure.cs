namespace NanoLive.Cli;

/// <summary>What the user has to know and mend: one line that says what is wrong and where, one that says what to do.</summary>
public sealed class Failure(int exitCode, string message, string remedy) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Remedy { get; } = remedy;
}
