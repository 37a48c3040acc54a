using System.Diagnostics;

namespace NanoLive.Corpus.Tests;

/// <summary>What a general delta between two files costs, made by a program that has to be installed.</summary>
internal sealed record BinaryDelta(string Name, string Program, Func<string, string, string, string[]> Arguments)
{
    public static IReadOnlyList<BinaryDelta> All { get; } =
    [
        new("xdelta3", "xdelta3", (old, @new, delta) => ["-e", "-9", "-n", "-A", "-f", "-s", old, @new, delta]),
        new("zstd", "zstd", (old, @new, delta) => ["-22", "--ultra", "--no-check", "-q", "-f", "--patch-from", old, @new, "-o", delta]),
        new("bsdiff", "bsdiff", (old, @new, delta) => [old, @new, delta]),
    ];

    public bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Bytes of the delta.</summary>
    public int Measure(byte[] old, byte[] @new)
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-delta-");
        try
        {
            string[] files = [.. new[] { "old", "new", "delta" }.Select(name => Path.Combine(folder.FullName, name))];
            File.WriteAllBytes(files[0], old);
            File.WriteAllBytes(files[1], @new);
            using var process = Process.Start(new ProcessStartInfo(Program, Arguments(files[0], files[1], files[2])) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return (int)new FileInfo(files[2]).Length;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
