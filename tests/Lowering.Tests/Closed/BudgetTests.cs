using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.Closed;

/// <summary>What the runtime takes of a board's flash, to the byte: whoever makes it larger sees it here, and says why in DESIGN.md.</summary>
public class BudgetTests
{
    private const int RuntimeBytes = 51808;

    [Fact]
    public void Runtime_is_no_larger_than_it_was()
    {
        var runtime = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "NanoLive.Runtime.dll"));
        var lowered = Lowered.Try(runtime, new LoweringOptions { IsClosed = true }).Value!;
        Assert.True(lowered.Bytes.Length <= RuntimeBytes, $"{lowered.Bytes.Length} bytes, {lowered.Bytes.Length - RuntimeBytes} more than before: "
            + string.Join(", ", PeBudget.Of(lowered.Image).Tables.Select(table => $"{table.Table} {table.Bytes}")));
    }
}
