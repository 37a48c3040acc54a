using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>Exporter and importer each offer formats; the highest common one wins.</summary>
[Collection(nameof(FormatTests))]
public sealed class FormatTests : IDisposable
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Entry _entry;

    public FormatTests()
    {
        _entry = _table.Define("meters", typeof(Meter)).Create("meter");
        ((Meter)_entry.Target).Total = 7;
    }

    public void Dispose()
    {
        Meter.Offers = Meter.OwnFormat | StateFormat.Fields;
        Meter.Takes = Meter.OwnFormat | StateFormat.Fields;
        Meter.Interrupting = null;
    }

    [Theory]
    [InlineData(Meter.OwnFormat | StateFormat.Fields, Meter.OwnFormat | StateFormat.Fields, Meter.OwnFormat, 7)]
    [InlineData(Meter.OwnFormat | StateFormat.Fields, StateFormat.Fields, 0, 7)]
    [InlineData(StateFormat.Fields | StateFormat.Snapshot, StateFormat.Snapshot | StateFormat.Reset, StateFormat.Snapshot, 107)]
    [InlineData(StateFormat.Reset | StateFormat.Snapshot, StateFormat.Reset, StateFormat.Reset, 0)]
    public void Highest_common_format_is_taken(int offers, int takes, int imported, int total)
    {
        Meter.Offers = offers;
        Meter.Takes = takes;
        Patches.Swap(_table, Patches.Change(typeof(Meter), typeof(MeterA)));

        var next = (MeterA)_entry.Target;
        Assert.Equal(imported, next.ImportedFormat);
        Assert.Equal(total, next.Total);
        Assert.Equal("handle", next.Handle);
    }

    [Fact]
    public void Own_format_leads_back_too()
    {
        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Meter), typeof(MeterA)));
        ((Meter)_entry.Target).Total = 21;
        Patches.RollBack(plan);
        Assert.Equal(21, ((Meter)_entry.Target).Total);
    }

    [Fact]
    public void No_common_format_is_refused()
    {
        Meter.Takes = StateFormat.Snapshot;
        Assert.Null(SwapPlan.Prepare(_table, Patches.Load(Patches.Change(typeof(Meter), typeof(MeterA))), out Refusal refusal));
        Assert.Equal(Status.NoCommonFormat, refusal.Status);
    }

    [Fact]
    public void Exporter_that_throws_refuses_the_swap()
    {
        Meter.Interrupting = () => throw new InvalidOperationException();
        Assert.Null(SwapPlan.Prepare(_table, Patches.Load(Patches.Change(typeof(Meter), typeof(MeterA))), out Refusal refusal));
        Assert.Equal(Status.MigrationThrew, refusal.Status);
        Assert.Equal(7, ((Meter)_entry.Target).Total);
    }

    [Fact]
    public void Defect_in_an_exporter_passes()
    {
        Meter.Interrupting = () => throw new Defect("broken");
        Assert.Throws<Defect>(() => SwapPlan.Prepare(_table, Patches.Load(Patches.Change(typeof(Meter), typeof(MeterA))), out Refusal _));
    }
}
