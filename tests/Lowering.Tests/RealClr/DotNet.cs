using System.Runtime.Loader;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>Runs the very same IL on .NET and catches what it prints.</summary>
internal static class DotNet
{
    private static readonly Lock Console1 = new();

    public static IReadOnlyList<string> Run(byte[] program)
    {
        lock (Console1)
        {
            var context = new AssemblyLoadContext("program", isCollectible: true);
            var before = Console.Out;
            using var output = new StringWriter { NewLine = "\n" };
            Console.SetOut(output);
            try
            {
                context.LoadFromStream(new MemoryStream(program)).EntryPoint!.Invoke(null, null);
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
