using System.ComponentModel;
using System.Diagnostics;
using NanoLive.Boards;

namespace NanoLive.Cli;

/// <summary>nanoFramework's own flasher, where it is installed.</summary>
public static class Nanoff
{
    public const string HowToGet = "dotnet tool install -g nanoff";

    private static readonly string[] s_names = OperatingSystem.IsWindows() ? ["nanoff.exe", "nanoff.cmd"] : ["nanoff"];

    /// <summary>Full path of the program: on the path, or where .NET puts its tools; null: not installed.</summary>
    public static string? Find()
    {
        string tools = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools");
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), tools];
        return folders.SelectMany(folder => s_names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs the calls one after the other, showing what nanoff says; ends with the first that fails.</summary>
    public static async Task RunAsync(string program, IReadOnlyList<NanoffCall> calls, CancellationToken cancellation)
    {
        for (int i = 0; i < calls.Count; i++)
        {
            Terminal.Verbatim($"[{i + 1}/{calls.Count}] {calls[i]}");
            int exitCode = await RunAsync(program, calls[i], cancellation);
            if (exitCode != 0)
            {
                throw new Failure(ExitCode.Nanoff, $"nanoff ended with {exitCode} at step {i + 1} of {calls.Count}", "what it says above tells why; the steps can be run again from the first");
            }
        }
    }

    private static async Task<int> RunAsync(string program, NanoffCall call, CancellationToken cancellation)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, call.Arguments))!;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (Win32Exception exception)
        {
            throw new Failure(ExitCode.Nanoff, $"{program} cannot be started: {exception.Message}", HowToGet);
        }
    }
}
