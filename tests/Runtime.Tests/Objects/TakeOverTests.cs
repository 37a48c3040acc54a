using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>Objects that are made while a patch runs whose class has no constructor of the factory's kind.</summary>
public sealed class TakeOverTests
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Factory _factory;

    public TakeOverTests() => _factory = _table.Define("thermometers", typeof(Thermometer), typeof(object));

    [Fact]
    public void Release_makes_the_object_and_the_patch_takes_it_over()
    {
        Swap();
        var made = Assert.IsType<ThermometerT>(_factory.Create("late", "bus").Target);
        Assert.Equal("bus True 0 20 Standard 3 1.5 outside 4", made.State);
        Assert.Equal(5001, made.Read());
    }

    [Fact]
    public void Parts_that_were_made_with_it_are_taken_over_along()
    {
        Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerT)), Patches.Change(typeof(Smoother), typeof(SmootherA)));
        var made = Assert.IsType<ThermometerT>(_factory.Create("late", "bus").Target);
        Assert.IsType<SmootherA>(made.Smoother);
        Assert.Equal(4, made.Smoother.Window);
    }

    [Fact]
    public void Part_of_an_object_whose_own_class_stays_is_taken_over()
    {
        Patches.Swap(_table, Patches.Change(typeof(Smoother), typeof(SmootherA)));
        var made = Assert.IsType<Thermometer>(_factory.Create("late", "bus").Target);
        Assert.IsType<SmootherA>(made.Smoother);
    }

    [Fact]
    public void Object_that_was_made_in_the_trial_is_rolled_back_with_the_others()
    {
        SwapPlan plan = Swap();
        Entry late = _factory.Create("late", "bus");
        ((Thermometer)late.Target).Read();
        Patches.RollBack(plan);

        Assert.Equal(0, plan.Strays);
        Assert.Equal("bus True 1 20 Standard 3 1.5 outside 4", Assert.IsType<Thermometer>(late.Target).State);
        Assert.IsType<Thermometer>(_factory.Create("later", "bus").Target);
    }

    [Fact]
    public void Object_that_is_made_after_the_trial_is_taken_over_and_the_old_one_given_up()
    {
        Swap().Settle();
        Entry entry = Make(out WeakReference old);
        GC.Collect();
        Assert.IsType<ThermometerT>(entry.Target);
        Assert.False(old.IsAlive);
    }

    [Fact]
    public void Object_that_is_enlisted_is_taken_over()
    {
        Swap();
        Assert.IsType<ThermometerT>(_factory.Enlist("found", new Thermometer("bus")).Target);
    }

    [Fact]
    public void Object_that_is_made_between_two_portions_leaves_those_that_wait()
    {
        _factory.Create("a", "bus");
        Entry waits = _factory.Create("b", "bus");
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(Patches.Change(typeof(Thermometer), typeof(ThermometerT))));
        Assert.Null(plan.Transfer(1));
        plan.Commit();

        Assert.IsType<ThermometerT>(_factory.Create("c", "bus").Target);
        Assert.IsType<Thermometer>(waits.Target);
        Assert.Null(plan.Transfer(1));
        plan.Commit();
        Assert.IsType<ThermometerT>(waits.Target);
        Assert.False(plan.HasMore);
    }

    [Fact]
    public void Object_that_cannot_be_taken_over_has_no_entry()
    {
        ClassChange change = Patches.Change(typeof(Thermometer), typeof(ThermometerT));
        change.Migration = typeof(StoppingMigration).FullName;
        Patches.Swap(_table, change);
        StoppingMigration.IsAsked = true;
        var thrown = Assert.Throws<InvalidOperationException>(() => _factory.Create("late", "bus"));
        StoppingMigration.IsAsked = false;

        Assert.Contains(Status.MigrationThrew.ToString(), thrown.Message);
        Assert.Null(_table.Find("late"));
        Assert.Equal(0, _factory.Count);
        Assert.IsType<ThermometerT>(_factory.Create("late", "bus").Target);
    }

    [Fact]
    public void Second_patch_takes_over_from_the_release_and_its_rollback_gives_that_back_to_the_first()
    {
        Swap().Settle();
        SwapPlan second = Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        Assert.IsType<ThermometerA>(_factory.Create("second", "bus").Target);
        Patches.RollBack(second);
        Assert.IsType<ThermometerT>(_factory.Create("first", "bus").Target);
    }

    [Fact]
    public void After_a_neutral_patch_the_release_makes_what_it_made()
    {
        Swap().Settle();
        Plan neutral = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerT)));
        neutral.Neutral = true;
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(neutral));
        Assert.Null(plan.Transfer(int.MaxValue));
        plan.Commit();
        Assert.IsType<Thermometer>(_factory.Create("again", "bus").Target);
    }

    private SwapPlan Swap() => Patches.Swap(_table, Patches.Change(typeof(Thermometer), typeof(ThermometerT)));

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private Entry Make(out WeakReference old)
    {
        var made = new Thermometer("bus");
        old = new WeakReference(made);
        return _factory.Enlist("late", made);
    }
}
