using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NanoLive.RealClr;

/// <summary>
/// The real CLR, where there is one: <c>NANOCLR</c> holds the paths of one or several runners (64 and 32 bit, say) and, last, of the folder with
/// the base libraries (.dll and .pe), separated as in <c>PATH</c>. A runner takes .pe files, sorts them by path, loads them and runs the last entry point.
/// </summary>
public static partial class NanoClr
{
    private static readonly string[] Parts =
        (Environment.GetEnvironmentVariable("NANOCLR") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public static string LibraryFolder => Parts[^1];

    public static IEnumerable<string> Runners => Parts[..^1];

    public static void SkipWithout() => Assert.SkipWhen(
        Parts.Length < 2, "NANOCLR is not set: build nanoframework/nf-interpreter for the host and let it hold <runner>[:<runner>]:<folder of base libraries>.");

    public static string Library(string file)
    {
        var path = Path.Combine(LibraryFolder, file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not in the folder of base libraries.");
        return path;
    }

    /// <summary>The .pe of a base library; null where the folder has none.</summary>
    public static byte[]? Base(string name)
    {
        var path = Path.Combine(LibraryFolder, name + ".pe");
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>What the program printed up to and with its END line; all lines with <c>!</c> before the first when it did not get there.</summary>
    public static IReadOnlyList<string> Run(string runner, IEnumerable<byte[]> images, int timeoutMs = 60000) => Run(runner, images, timeoutMs, out _);

    /// <summary>As above, with the exit code; -1 for one that had to be stopped.</summary>
    public static IReadOnlyList<string> Run(string runner, IEnumerable<byte[]> images, int timeoutMs, out int exitCode)
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-clr-");
        try
        {
            var files = images.Select((image, index) =>
            {
                var path = Path.Combine(folder.FullName, $"{index:000}.pe");
                File.WriteAllBytes(path, image);
                return path;
            }).ToList();
            var start = new ProcessStartInfo(runner, files) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(timeoutMs))
            {
                process.Kill();
                process.WaitForExit();
                exitCode = -1;
            }
            else
            {
                exitCode = process.ExitCode;
            }

            _ = errors.Result;
            return Lines(output.Result);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> Lines(string output)
    {
        var lines = Statistics().Replace(output.Replace("\r", ""), "").Split('\n').ToList();
        var start = lines.IndexOf("Ready.");
        var end = lines.IndexOf("END");
        return start >= 0 && end > start ? lines[(start + 1)..(end + 1)] : ["!", .. lines];
    }

    // What the CLR itself says of an assembly that it loads.
    [GeneratedRegex(@"^   Assembly: .* METADATA\)\n(\n|   [A-Za-z ]+ *= .*\n|Total: .* METADATA\)\n)*", RegexOptions.Multiline)]
    private static partial Regex Statistics();
}
