using System.Globalization;
using System.Text;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>The plan's list of holders against all objects of a running board, found by looking into everything.</summary>
public class HolderTests(ITestOutputHelper output)
{
    private const int Ticks = 23;

    [Fact]
    public void Plan_names_every_field_in_which_a_running_board_has_a_replaced_object()
    {
        var text = new StringBuilder("| pair | replaced objects | fields that hold one | named | needless |\n|---|---|---|---|---|\n");
        int needless = 0;
        int needed = 0;
        foreach (var pair in Pair.All)
        {
            var build = new PairBuild(pair);
            if (build.Report.Patch is not { Plan: var plan } || pair.Waits)
            {
                continue;
            }

            using var board = new CorpusBoard(build.Before, pair);
            board.RunToLine(Ticks);
            var replaced = plan.Classes.Select(c => (c.OldAssembly, c.OldClass)).ToHashSet();
            var (objects, found) = BoardObjects.Walk(board, o => replaced.Contains((o.GetType().Assembly.GetName().Name!, o.GetType().FullName!)));
            var named = plan.Holders.Select(h => (h.Class, h.Field)).ToHashSet();
            Assert.True(found.IsSubsetOf(named), $"{pair.Name}: {string.Join(", ", found.Except(named))} not in the plan\n{build.Lines()}");
            needless += named.Count - found.Count;
            needed += found.Count;
            text.Append(CultureInfo.InvariantCulture, $"| {pair.Name} | {objects} | {found.Count} | {named.Count} | {named.Count - found.Count} |\n");
        }

        Assert.NotEqual(0, needed);
        output.WriteLine(text.ToString() + $"\n{needless} fields are named that hold none.");
    }
}
