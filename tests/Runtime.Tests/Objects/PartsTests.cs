using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>Callers that refer to a replaced object, and parts that are replaced with their owner.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Entry _thermometer;
    private readonly Entry _station;

    public PartsTests()
    {
        _thermometer = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
        _station = _table.Define("stations", typeof(Station), typeof(Thermometer)).Create("station", _thermometer.Target);
    }

    private Station Station => (Station)_station.Target;

    public void Dispose() => Station.Latest = null;

    [Fact]
    public void Bound_field_follows_the_entry_there_and_back()
    {
        _thermometer.Bind(Station, "_bound");
        Assert.Same(_thermometer.Target, Station.Bound);

        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        Assert.IsType<ThermometerA>(Station.Bound);
        Assert.Same(_thermometer.Target, Station.Bound);

        Patches.RollBack(plan);
        Assert.IsType<Thermometer>(Station.Bound);
    }

    [Fact]
    public void Binding_moves_with_its_holder_there_and_back()
    {
        Station old = Station;
        _thermometer.Bind(old, "_bound");
        SwapPlan holder = Patches.Swap(_table, Patches.Change(typeof(Station), typeof(StationA)));
        SwapPlan target = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        Assert.Same(_thermometer.Target, Station.Bound);
        Assert.IsType<Thermometer>(old.Bound);

        Patches.RollBack(target);
        Patches.RollBack(holder);
        Assert.Same(old, Station);
        Assert.Same(_thermometer.Target, Station.Bound);
    }

    [Fact]
    public void Holder_and_target_can_be_swapped_in_one()
    {
        _thermometer.Bind(Station, "_bound");
        SwapPlan plan = Patches.Swap(
            _table,
            Patches.Change(typeof(Station), typeof(StationA)),
            Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        Assert.IsType<ThermometerA>(Station.Bound);
        Assert.Same(Station.Bound, Station.Direct);

        Patches.RollBack(plan);
        Assert.IsType<Thermometer>(Station.Bound);
        Assert.IsType<Station>(_station.Target);
    }

    [Fact]
    public void Unbound_field_keeps_what_it_has()
    {
        _thermometer.Bind(Station, "_bound");
        _thermometer.Unbind(Station);
        object before = Station.Bound;
        _thermometer.Target = new ThermometerA("other");

        Patches.Swap(_table, Patches.Change(typeof(Station), typeof(StationA)));
        Assert.Same(before, Station.Bound);
    }

    [Theory]
    [InlineData("_nothing")]
    [InlineData("Shared")]
    public void Binding_a_field_that_does_not_fit_throws_at_once(string field) =>
        Assert.Throws<ArgumentException>(() => _thermometer.Bind(Station, field));

    [Fact]
    public void Plain_references_from_the_table_outwards_are_repointed_there_and_back()
    {
        var old = (Thermometer)_thermometer.Target;
        Station.Again = old;
        Station.Array = [old, null!];
        Station.List.Add("text");
        Station.List.Add(old);
        Station.Latest = old;
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        plan.Holders = [new HolderField { Assembly = Patches.Assembly, Class = typeof(Station).FullName, Field = "Latest" }];

        SwapPlan swap = Patches.Swap(_table, Patches.Load(plan));
        object next = _thermometer.Target;
        Assert.All<object?>([Station.Direct, Station.Again, Station.Array[0], Station.List[1], Station.Latest], place => Assert.Same(next, place));
        Assert.Null(Station.Array[1]);
        Assert.Equal("text", Station.List[0]);

        Station.List.Insert(0, next);
        Patches.RollBack(swap);
        object?[] places = [Station.Direct, Station.Again, Station.Array[0], Station.List[0], Station.List[2], Station.Latest];
        Assert.All(places, place => Assert.Same(old, place));
    }

    [Fact]
    public void Part_is_converted_once_and_stays_shared()
    {
        Smoother part = ((Thermometer)_thermometer.Target).Smoother;
        Station.Shared = part;
        SwapPlan plan = Patches.Swap(
            _table,
            Patches.Change(typeof(Thermometer), typeof(ThermometerA)),
            Patches.Change(typeof(Smoother), typeof(SmootherA)));
        var next = Assert.IsType<SmootherA>(Station.Shared);
        Assert.Same(next, ((Thermometer)_thermometer.Target).Smoother);
        Assert.Equal(4, next.Window);

        next.Window = 9;
        Patches.RollBack(plan);
        Assert.Same(part, Station.Shared);
        Assert.Same(part, ((Thermometer)_thermometer.Target).Smoother);
        Assert.Equal(9, part.Window);
    }

    [Fact]
    public void Part_alone_can_change_while_its_owner_stays()
    {
        object owner = _thermometer.Target;
        Patches.Swap(_table, Patches.Change(typeof(Smoother), typeof(SmootherA)));

        Assert.Same(owner, _thermometer.Target);
        Assert.IsType<SmootherA>(((Thermometer)owner).Smoother);
    }

    [Fact]
    public void Place_whose_type_cannot_hold_the_new_class_is_refused_by_name()
    {
        string before = ((Thermometer)_thermometer.Target).State;
        SwapPlan? plan = SwapPlan.Prepare(_table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerR))), out Refusal refusal);

        Assert.Null(plan);
        Assert.Equal(Status.HolderTypeOther, refusal.Status);
        Assert.Contains("_direct", refusal.Subject);
        Assert.Equal(before, ((Thermometer)_thermometer.Target).State);
    }

    [Fact]
    public void Bound_field_whose_type_cannot_hold_the_new_class_is_refused_by_name()
    {
        var table = new ObjectTable(null, null);
        Entry station = table.Define("stations", typeof(Station), typeof(Thermometer)).Create("station", [null!]);
        Entry entry = table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
        entry.Bind(station.Target, "_direct");
        SwapPlan.Prepare(table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerR))), out Refusal refusal);

        Assert.Equal(Status.HolderTypeOther, refusal.Status);
    }
}
