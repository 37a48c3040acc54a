using System.CommandLine;

namespace NanoLive.Cli;

/// <summary>Runs a verb and turns how it ended into an exit code; the one place where a user's mistake becomes text.</summary>
public static class VerbRunner
{
    /// <summary>Parses and runs; Ctrl+C cancels the verb, which then ends in order.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // The last one is the most particular.
            Terminal.Complain(parsed.Errors[^1].Message, $"nanolive {parsed.CommandResult.Command.Name} --help shows how it is used");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Failure failure)
        {
            Terminal.Complain(failure.Message, failure.Remedy);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }
    }
}
