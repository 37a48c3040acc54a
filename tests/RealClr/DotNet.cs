namespace NanoLive.RealClr;

/// <summary>Runs the very same IL on .NET and catches what it prints.</summary>
public static class DotNet
{
    private static readonly Lock s_console = new();

    /// <summary>Runs a program's entry point in a load context of its own.</summary>
    public static IReadOnlyList<string> Run(byte[] program, params (string Name, byte[] Assembly)[] others) =>
        Run(others, context => context.Load(program).EntryPoint!.Invoke(null, null));

    /// <summary>What was printed while <paramref name="run"/> was at work in a load context of its own.</summary>
    public static IReadOnlyList<string> Run(IEnumerable<(string Name, byte[] Assembly)> files, Action<DeviceContext> run)
    {
        lock (s_console)
        {
            var context = new DeviceContext(files);
            var before = Console.Out;
            using var output = new StringWriter { NewLine = "\n" };
            Console.SetOut(output);
            try
            {
                run(context);
            }
            finally
            {
                Console.SetOut(before);
                context.Unload();
            }

            return output.ToString().TrimEnd('\n').Split('\n');
        }
    }
}
