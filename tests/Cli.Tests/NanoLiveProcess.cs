using System.Diagnostics;
using System.Reflection;

namespace NanoLive.Cli.Tests;

/// <summary>Runs <c>nanolive</c> as a process in a folder of its own, which is gone afterwards.</summary>
public sealed class NanoLiveProcess : IDisposable
{
    private static readonly string s_program = typeof(NanoLiveProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "NanoLiveProgram").Value!;

    // Far above what anything takes: it only keeps a test that hangs from hanging for ever.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolive-");

    public string Folder => _folder.FullName;

    /// <summary>The output folder of the station's build of that name: <c>release</c> or one of its updates.</summary>
    public static string Build(string name) => Path.Combine(Path.GetDirectoryName(s_program)!, "firmware", name);

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Runs to the end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"nanolive {string.Join(' ', arguments)} did not end");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts and goes on; the caller kills it.</summary>
    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in (string[])[s_program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Names of all files in the folder, to see that nothing was written.</summary>
    public string[] Files() => [.. _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file.FullName)).Order()];

    public void Dispose() => _folder.Delete(recursive: true);
}
