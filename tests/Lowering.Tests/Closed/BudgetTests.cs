using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.Closed;

/// <summary>What the runtime and its parts take of a board's flash, to the byte: whoever makes one larger sees it here, and says why in DESIGN.md.</summary>
public class BudgetTests
{
    [Theory]
    [InlineData("NanoLive.Runtime", 42052)]
    [InlineData("NanoLive.Signatures", 6024)]
    [InlineData("NanoLive.Checking", 4396)]
    [InlineData("NanoLive.Unpacking", 14588)]
    public void Part_is_no_larger_than_it_was(string name, int bytes)
    {
        var part = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, name + ".dll"));
        var lowered = Lowered.Try(part, new LoweringOptions { IsClosed = true }).Value!;
        Assert.True(lowered.Bytes.Length <= bytes, $"{lowered.Bytes.Length} bytes, {lowered.Bytes.Length - bytes} more than before: "
            + string.Join(", ", PeBudget.Of(lowered.Image).Tables.Select(table => $"{table.Table} {table.Bytes}")));
    }
}
