using System.Globalization;
using NanoLive.RealClr;

namespace NanoLive.Corpus.Tests.RealClr;

/// <summary>
/// Every patch of the corpus, loaded by <c>Assembly.Load</c> and swapped on the real CLR: a board in mid-operation does with it, after it and
/// after it was taken back what the same board does on .NET.
/// </summary>
public class PatchOnClrTests
{
    public static TheoryData<string> Patched => [.. Pair.All.Where(pair => !pair.Refused && !pair.Silent).Select(pair => pair.Name)];

    [Theory]
    [MemberData(nameof(Patched))]
    public void Board_does_on_the_real_clr_what_it_does_on_dotnet(string name)
    {
        NanoClr.SkipWithout();
        var pair = Pair.Named(name);
        var run = new BenchRun(pair);
        var expected = run.OnDotNet();
        Assert.Contains(expected, line => line.StartsWith(pair.Waits ? "starts with the patch" : "commit", StringComparison.Ordinal));
        foreach (var runner in NanoClr.Runners)
        {
            var actual = run.OnRealClr(runner);
            Assert.True(Told(pair, expected.Append("END")).SequenceEqual(Told(pair, actual)), string.Join(Environment.NewLine, [.. expected, runner + ":", .. actual]));
        }
    }

    /// <summary>A diary as it is; of a board with a timer only by how much its number grows, and what comes between.</summary>
    private static IEnumerable<string> Told(Pair pair, IEnumerable<string> diary)
    {
        var (last, step) = (0, 0);
        foreach (var line in diary)
        {
            if (!pair.IsTimed || !line.StartsWith("corpus ", StringComparison.Ordinal))
            {
                yield return line;
                continue;
            }

            var number = int.Parse(line["corpus ".Length..], CultureInfo.InvariantCulture);
            if (number - last != step)
            {
                step = number - last;
                yield return $"{step} more";
            }

            last = number;
        }
    }

    /// <summary>Without the real CLR this much is checked: the program is right, and its patch goes live.</summary>
    [Fact]
    public void Board_of_the_real_clrs_program_is_updated_on_dotnet()
    {
        var lines = new BenchRun(Pair.Named("sht3x-humidity")).OnDotNet();
        Assert.Equal(2, lines.Count(line => line.StartsWith("commit", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("corpus True", StringComparison.Ordinal));
    }
}
