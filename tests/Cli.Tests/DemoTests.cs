namespace NanoLive.Cli.Tests;

/// <summary>The README's first command.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly NanoLiveProcess _nanolive = new();

    public void Dispose() => _nanolive.Dispose();

    [Fact]
    public async Task The_demo_sees_everything_it_promises_and_draws_it()
    {
        (int exitCode, string output, string error) = await _nanolive.RunAsync("demo", "--headless", "--output", "demo");

        Assert.True(exitCode == ExitCode.Ok, error + output);
        Assert.DoesNotContain("FAIL", output);
        string timeline = await File.ReadAllTextAsync(_nanolive.PathOf(Path.Combine("demo", "timeline.html")), TestContext.Current.CancellationToken);
        Assert.Contains("</svg>", timeline);
        Assert.Contains("updated by reboot", timeline);
    }
}
