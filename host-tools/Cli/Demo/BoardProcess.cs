using System.Diagnostics;
using System.Reflection;

namespace NanoLive.Cli.Demo;

/// <summary>A simulated board as a process of its own: <c>nanolive board run</c>. Killing it is cutting its power.</summary>
public sealed class BoardProcess : IDisposable
{
    private readonly string _boards;
    private Process? _process;

    public BoardProcess(string boards, string device)
    {
        _boards = boards;
        Device = device;
    }

    public string Device { get; }

    /// <summary>Powers the board on. Its output is not wanted: its trace says more.</summary>
    public void Start()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the process has no path");
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (string argument in new[] { "board", "run", Device, "--boards", _boards, "--quiet", "--for", "600" })
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new Failure(ExitCode.DemoFailed, $"{program} cannot be started", "");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Cuts the power, in the middle of whatever the board was doing.</summary>
    public void CutPower()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public void Dispose() => CutPower();
}
