using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>Power cuts before, during (torn) and after every flash operation of a small patch, on the whole board.</summary>
public class PowerCutStories
{
    private static readonly Lazy<Measurement> s_whole = new(() => Interruption.Measure(Tale.Live));

    [Theory]
    [InlineData(CutPoint.Before, 0)]
    [InlineData(CutPoint.During, 1)]
    [InlineData(CutPoint.During, 2)]
    [InlineData(CutPoint.After, 0)]
    public void Small_patch_survives_a_cut_at_any_operation(CutPoint point, ulong tear)
    {
        Assert.InRange(s_whole.Value.Operations, 10, 40);
        for (int operation = 1; operation <= s_whole.Value.Operations; operation++)
        {
            Interruption.Tell(Tale.Live, Cut.AtOperation(operation, point, tear));
        }
    }

    /// <summary>Set NANOLIVE_STORY to the line that a failure printed: tale: cut, cut.</summary>
    [Fact]
    public void One_case_is_replayed()
    {
        string? line = Environment.GetEnvironmentVariable("NANOLIVE_STORY");
        if (line == null)
        {
            Assert.Skip("NANOLIVE_STORY names no case");
        }

        string[] parts = line.Split(':');
        Interruption.Tell(Tale.All.First(tale => tale.Name == parts[0].Trim()), [.. parts[1].Split(',').Select(Cut.Parse)]);
    }
}
