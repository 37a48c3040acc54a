using System.Diagnostics;
using Xunit;

namespace NanoLive.Mqtt.Tests.Support;

/// <summary>A program of the Mosquitto packages, found on the path or where installers put it.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private readonly Process _process;

    private readonly string _name;

    private Tool(string name, Process process)
    {
        _name = name;
        _process = process;
    }

    public int ExitCode => _process.ExitCode;

    public static string? Find(string name)
    {
        string[] usual = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin", "/opt/homebrew/bin", @"C:\Program Files\mosquitto"];
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(usual)
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    public static Tool Start(string name, params string[] arguments)
    {
        string path = Find(name) ?? throw new FileNotFoundException(name);
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new Tool(name, Process.Start(start)!);
    }

    /// <summary>Runs the tool to its end and returns what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string name, params string[] arguments)
    {
        await using Tool tool = Start(name, arguments);
        string output = await tool.OutputAsync();
        return (tool.ExitCode, output);
    }

    public static void SkipUnlessInstalled(params string[] names)
    {
        string[] missing = [.. names.Where(name => Find(name) is null)];
        if (missing.Length > 0)
        {
            Assert.Skip($"{string.Join(" and ", missing)} not found: install mosquitto and mosquitto-clients (https://mosquitto.org/download).");
        }
    }

    /// <summary>Standard output and error, when the tool has ended.</summary>
    public async Task<string> OutputAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Task<string> error = _process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, error, _process.WaitForExitAsync()).Within($"the end of {_name}");
        return (await output + await error).ReplaceLineEndings("\n").TrimEnd('\n');
    }

    public Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync().Within("a line");

    public Task<string?> ErrorLineAsync() => _process.StandardError.ReadLineAsync().Within("a line");

    public void Kill() => _process.Kill();

    public bool HasExited => _process.HasExited;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
