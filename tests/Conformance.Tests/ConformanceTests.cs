namespace NanoLive.Conformance.Tests;

/// <summary>Each device test: passes on .NET, and does and says on the real CLR what it does and says there.</summary>
public class ConformanceTests
{
    public static TheoryData<string, string> Tests()
    {
        var data = new TheoryData<string, string>();
        foreach (var (type, method) in DeviceTest.All)
        {
            data.Add(type, method);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Passes_on_dotnet(string type, string method)
    {
        var lines = OnDotNet.Run(type, method);
        Assert.True(lines[^1].StartsWith("passed ", StringComparison.Ordinal), string.Join(Environment.NewLine, lines));
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Is_the_same_on_the_real_clr(string type, string method)
    {
        NanoClr.SkipWithout();
        var expected = OnDotNet.Run(type, method);
        foreach (var runner in NanoClr.Runners)
        {
            var actual = OnRealClr.Run(runner, type, method);
            Assert.True(expected.SequenceEqual(actual), string.Join(Environment.NewLine, [.. expected, runner + ":", .. actual]));
        }
    }

    [Fact]
    public void Every_room_of_the_runtime_has_device_tests() => Assert.InRange(DeviceTest.All.Count, 60, int.MaxValue);
}
