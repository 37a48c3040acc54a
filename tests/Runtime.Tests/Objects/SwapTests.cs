using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

public sealed class SwapTests
{
    private readonly ObjectTable _table = new(null, null);
    private readonly object _bus = "bus";
    private readonly Factory _factory;
    private readonly Entry _entry;

    public SwapTests()
    {
        _factory = _table.Define("thermometers", typeof(Thermometer), typeof(object));
        _entry = _factory.Create("outside", _bus);
        ((Thermometer)_entry.Target).Read();
    }

    [Fact]
    public void New_object_has_the_state_of_the_old_and_its_own_code()
    {
        var old = (Thermometer)_entry.Target;
        Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));

        var next = Assert.IsType<ThermometerA>(_entry.Target);
        Assert.Equal(old.State, next.State);
        Assert.Same(_bus, next.Bus);
        Assert.Equal(1002, next.Read());
        Assert.Equal(1, old.Count);
    }

    [Fact]
    public void Prepare_and_transfer_change_nothing_that_is_live()
    {
        var old = (Thermometer)_entry.Target;
        string before = old.State;
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerA))));
        Assert.Null(plan.Transfer(int.MaxValue));

        Assert.Same(old, _entry.Target);
        Assert.Equal(before, old.State);
        Assert.Same(typeof(Thermometer), _factory.Type);
    }

    [Fact]
    public void State_is_that_of_the_transfer_not_of_the_preparation()
    {
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerA))));
        ((Thermometer)_entry.Target).Read();
        Assert.Null(plan.Transfer(int.MaxValue));
        plan.Commit();

        Assert.Equal(2, ((Thermometer)_entry.Target).Count);
    }

    [Fact]
    public void Object_made_after_the_preparation_is_swapped_too()
    {
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerA))));
        Entry late = _factory.Create("late", _bus);
        Assert.Null(plan.Transfer(int.MaxValue));
        plan.Commit();

        Assert.IsType<ThermometerA>(late.Target);
    }

    [Fact]
    public void Factory_creates_the_new_class_after_the_commit_and_the_old_after_the_rollback()
    {
        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        Assert.IsType<ThermometerA>(_factory.Create("second", _bus).Target);
        Assert.Equal(1, _factory.Version);

        Patches.RollBack(plan);
        Assert.IsType<Thermometer>(_factory.Create("third", _bus).Target);
    }

    [Fact]
    public void Object_made_during_the_trial_is_counted_as_stray_at_the_rollback()
    {
        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        _factory.Create("second", _bus);
        Patches.RollBack(plan);

        Assert.Equal(1, plan.Strays);
        Assert.IsType<Thermometer>(_entry.Target);
    }

    [Fact]
    public void Renamed_and_retyped_field_is_converted_there_and_back()
    {
        SwapPlan plan = Patches.Swap(
            _table,
            Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move("_raw", "_celsius", 1, 16)));
        var next = (ThermometerB)_entry.Target;
        Assert.Equal(1.25f, next.Celsius);

        next.Celsius = 2.5f;
        Patches.RollBack(plan);
        Assert.Equal("bus True 1 40 Standard 3 1.5 outside 4", ((Thermometer)_entry.Target).State);
    }

    [Fact]
    public void Field_that_shadows_one_of_the_base_is_another_field()
    {
        Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerB)));
        var next = (ThermometerB)_entry.Target;

        Assert.Equal(1, next.Count);
        Assert.Equal(0, next.OwnCount);
    }

    [Fact]
    public void Shadowing_field_that_the_plan_feeds_gets_the_value_of_the_one_it_hides()
    {
        SwapPlan plan = Patches.Swap(
            _table,
            Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move("_count", "_count", 10)));
        var next = (ThermometerB)_entry.Target;
        Assert.Equal(10, next.OwnCount);

        next.OwnCount = 70;
        Patches.RollBack(plan);
        Assert.Equal(7, ((Thermometer)_entry.Target).Count);
    }

    [Fact]
    public void Fields_of_an_earlier_patch_go_on_in_the_next_by_name()
    {
        Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move("_raw", "_celsius", 1, 16)));
        var first = (ThermometerB)_entry.Target;
        first.Filtered = 42;
        first.Celsius = 99.5f;

        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerC), Patches.Move("_raw", "_celsius", 1, 16)));
        var second = Assert.IsType<ThermometerC>(_entry.Target);
        Assert.Equal(42, second.Filtered);
        Assert.Equal(99.5f, second.Celsius);

        Patches.RollBack(plan);
        Assert.Same(first, _entry.Target);
        Assert.Same(typeof(ThermometerB), _factory.Type);
    }

    [Fact]
    public void Whole_class_can_be_replaced_where_nobody_needs_the_old_type()
    {
        var old = (Thermometer)_entry.Target;
        ClassChange change = Patches.Change(typeof(Thermometer), typeof(ThermometerR), Patches.Move("_count", "_count"));
        SwapPlan plan = Patches.Swap(_table, change);
        var next = Assert.IsType<ThermometerR>(_entry.Target);
        Assert.Same(_bus, next.Bus);
        Assert.Equal(3002, next.Read());

        Patches.RollBack(plan);
        Assert.Same(old, _entry.Target);
        Assert.Equal(2, old.Count);
    }

    [Fact]
    public void Rollback_brings_back_what_was_counted_during_the_trial()
    {
        var old = (Thermometer)_entry.Target;
        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        ((IThermometer)_entry.Target).Read();
        ((IThermometer)_entry.Target).Read();
        Patches.RollBack(plan);

        Assert.Same(old, _entry.Target);
        Assert.Equal(3, old.Count);
        Assert.Equal(0, plan.Strays);
    }

    [Fact]
    public void Rollback_directly_after_the_commit_restores_the_very_same_state()
    {
        var old = (Thermometer)_entry.Target;
        string before = old.State;
        Patches.RollBack(Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move("_raw", "_celsius", 1, 16))));

        Assert.Equal(before, old.State);
        Assert.Same(typeof(Thermometer), _factory.Type);
    }

    [Fact]
    public void Value_that_no_longer_fits_on_the_way_back_leaves_the_state_of_the_commit()
    {
        var old = (Thermometer)_entry.Target;
        SwapPlan plan = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move("_raw", "_celsius", 1, 16)));
        var next = (ThermometerB)_entry.Target;
        next.Read();
        next.Celsius = float.NaN;

        Refusal refusal = plan.TransferBack();
        plan.Rollback();
        Assert.Equal(Status.FieldTypeOther, refusal.Status);
        Assert.Same(old, _entry.Target);
        Assert.Equal("bus True 1 20 Standard 3 1.5 outside 4", old.State);
    }

    [Fact]
    public void Only_the_object_that_is_live_is_ever_finalized()
    {
        var table = new ObjectTable(null, null);
        WeakReference[] dropped = SwapAndDrop(table);
        for (int i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.All(dropped, reference => Assert.False(reference.IsAlive));
        Assert.Equal(["FinalA"], Final.Finalized);
        GC.KeepAlive(table);
    }

    // Four ways to lose an object: the old one after the commit; a successor that was never live; one that was rolled back; and a live one.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference[] SwapAndDrop(ObjectTable table)
    {
        Entry entry = table.Define("finals", typeof(Final)).Create("final");
        var old = new WeakReference(entry.Target);
        Patches.Prepare(table, Patches.Load(Patches.Change(typeof(Final), typeof(FinalA))));
        SwapPlan rolledBack = Patches.Swap(table, Patches.Change(typeof(Final), typeof(FinalA)));
        Patches.RollBack(rolledBack);
        Patches.Swap(table, Patches.Change(typeof(Final), typeof(FinalA))).Settle();
        var live = new WeakReference(entry.Target);
        entry.Target = null!;
        return [old, live];
    }
}
