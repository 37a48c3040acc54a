using NanoLive.Format;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

/// <summary>What a boot makes of what an earlier one left behind.</summary>
public sealed class BootTests : IDisposable
{
    private readonly TestBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Confirmed_patch_runs_from_the_first_object_on_after_a_reset()
    {
        Confirm(typeof(ThermometerA));
        _board.Boot();
        Assert.IsType<ThermometerA>(_board.Entry.Target);
        _board.Run(100);
        Assert.Equal(Status.AppliedAtBoot, _board.Broker.State.GetProperty("status").GetInt32());
        Assert.NotNull(_board.Broker.State.GetProperty("patch").GetString());
    }

    [Fact]
    public void Application_is_made_once_and_is_the_one_that_was_given()
    {
        LiveBoard? built = null;
        _board.Building = board => built = board;
        _board.Boot();
        Assert.Same(_board.Live, built);
    }

    [Fact]
    public void Class_without_constructors_takes_over_what_the_release_made_before_the_first_tick()
    {
        Confirm(typeof(ThermometerT));

        // Its class only: a place that refers to it would be re-pointed.
        Type? made = null;
        _board.Building = _ => made = _board.Entry.Target.GetType();
        _board.Boot();
        Assert.Equal(typeof(Thermometer), made);
        Assert.Equal("bus True 0 20 Standard 3 1.5 outside 4", Assert.IsType<ThermometerT>(_board.Entry.Target).State);
        Assert.Equal(0, _board.Live.Loop.TaskAt(0).Ticks);
        Assert.IsType<ThermometerT>(_board.Entry.Factory.Create("late", "bus").Target);
    }

    [Fact]
    public void Object_that_the_application_made_itself_is_taken_over_at_boot_as_it_is_live()
    {
        Station? station = null;
        _board.Building = board =>
        {
            station = new Station(new Thermometer("own"));
            board.Table.Define("stations", typeof(Station), typeof(Thermometer)).Enlist("station", station);
        };
        _board.Boot();
        Confirm(typeof(ThermometerA));
        Assert.IsType<ThermometerA>(station!.Direct);
        _board.Boot();
        Assert.Equal("own", Assert.IsType<ThermometerA>(station.Direct).Bus);
    }

    [Fact]
    public void Confirmed_patch_that_is_refused_at_boot_gives_way_to_the_release_before_any_tick()
    {
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerT)));
        plan.Classes[0].Migration = typeof(StoppingMigration).FullName;
        _board.Offer(_board.Patch(plan));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());

        StoppingMigration.IsAsked = true;
        _board.Boot();
        _board.RunUntil(() => false, 5000);
        StoppingMigration.IsAsked = false;
        Assert.Equal(1, _board.Power.Reboots);
        Assert.Equal(0, _board.Live.Loop.TaskAt(0).Ticks);
        Assert.Equal(Status.MigrationThrew, _board.Broker.State.GetProperty("status").GetInt32());

        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        _board.Run(50);
        Assert.NotEqual(0, _board.Live.Loop.TaskAt(0).Ticks);
    }

    [Fact]
    public void Caller_that_never_leaves_at_boot_makes_the_board_give_the_patch_up()
    {
        Confirm(typeof(ThermometerT));
        _board.Building = board => board.Table.Callers.TryEnter(_board.Entry, 99);
        _board.Boot();
        _board.RunUntil(() => false, 5000);
        Assert.Equal(Status.NotQuiescent, _board.Broker.State.GetProperty("status").GetInt32());
        Assert.Equal(1, _board.Power.Reboots);
        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
    }

    [Fact]
    public void Reset_in_a_trial_boots_what_was_before_and_says_so()
    {
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial));
        _board.Broker.Retain("nanolive/default/offer/all", []);
        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        _board.Run(50);
        Assert.Equal(Status.ResetInTrial, _board.Broker.State.GetProperty("status").GetInt32());
    }

    [Fact]
    public void Patch_whose_trials_end_in_resets_is_given_up_after_the_third()
    {
        TestPatch patch = _board.Patch(typeof(ThermometerA));
        _board.Offer(patch);
        for (int trial = 0; trial < 3; trial++)
        {
            Assert.True(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial), "trial " + trial);
            _board.Boot();
        }

        Assert.False(_board.RunUntil(() => _board.Live.Phase == UpdatePhase.Trial, 1000));
        _board.Offer(_board.Envelope(patch, sequence: 20), "d1");
        Assert.Equal(Status.FailedBefore, _board.RunToEnd());
    }

    [Fact]
    public void Patch_that_goes_wrong_in_its_trial_at_boot_is_taken_back_by_a_reset()
    {
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerBad)));
        plan.FromStates = [[.. Enumerable.Repeat((byte)9, 32)]];
        _board.Offer(_board.Patch(plan));
        Assert.Equal(Status.AtReboot, _board.RunToEnd());
        _board.Boot();
        Assert.IsType<ThermometerBad>(_board.Entry.Target);
        _board.RunUntil(() => false, 5000);
        Assert.Equal(1, _board.Power.Reboots);

        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
    }

    [Fact]
    public void Three_boots_in_a_row_without_health_lead_to_the_release()
    {
        Confirm(typeof(ThermometerA));
        for (int boot = 0; boot < 3; boot++)
        {
            _board.Boot();
            Assert.IsType<ThermometerA>(_board.Entry.Target);
        }

        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        _board.Run(50);
        Assert.Equal(Status.BootLoop, _board.Broker.State.GetProperty("status").GetInt32());
    }

    [Fact]
    public void Health_sets_the_count_of_boots_back()
    {
        Confirm(typeof(ThermometerA));
        for (int boot = 0; boot < 6; boot++)
        {
            _board.Boot();
            _board.Run(100);
            Assert.IsType<ThermometerA>(_board.Entry.Target);
        }
    }

    [Fact]
    public void Patch_that_cannot_be_loaded_at_boot_gives_way_to_the_release()
    {
        Confirm(typeof(ThermometerA));
        _board.LoaderRefuses = true;
        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        _board.Run(50);
        Assert.Equal(Status.LoadFailed, _board.Broker.State.GetProperty("status").GetInt32());

        _board.LoaderRefuses = false;
        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
    }

    [Fact]
    public void Patch_of_another_release_is_not_loaded()
    {
        Confirm(typeof(ThermometerA));
        _board.Release[0] ^= 1;
        _board.Boot();
        Assert.IsType<Thermometer>(_board.Entry.Target);
        _board.Run(50);
        Assert.Equal(Status.OtherBase, _board.Broker.State.GetProperty("status").GetInt32());
    }

    [Fact]
    public void Application_that_throws_while_it_is_built_resets_the_board()
    {
        _board.Building = _ => throw new InvalidOperationException("no");
        Assert.Throws<InvalidOperationException>(_board.Boot);
        Assert.Equal(1, _board.Power.Reboots);
    }

    [Fact]
    public void Defect_resets_the_board()
    {
        _board.Live.Loop.Add(_board.Live.Table.Define("defects", typeof(Defective)).Create("defect"), 10);
        Assert.Throws<NanoLive.Objects.Defect>(_board.Live.Run);
        Assert.Equal(1, _board.Power.Reboots);
    }

    [Fact]
    public void Flash_that_fails_refuses_the_patch_with_its_fault()
    {
        _board.Flash.Fails = true;
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(Status.FlashFault, _board.RunToEnd());
        Assert.IsType<Thermometer>(_board.Entry.Target);
    }

    [Fact]
    public void Many_objects_are_swapped_in_portions_between_ticks()
    {
        _board.Thermometers = 7;
        _board.Boot();
        _board.Run(20);
        _board.Offer(_board.Patch(typeof(ThermometerA)));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        for (int i = 0; i < 7; i++)
        {
            Assert.IsType<ThermometerA>(_board.Live.Table.EntryAt(i).Target);
            Assert.Equal(_board.Live.Loop.TaskAt(i).Ticks, ((Thermometer)_board.Live.Table.EntryAt(i).Target).Count);
        }

        Assert.Equal(7, _board.Broker.Events.Last().GetProperty("objects").GetInt32());
    }

    [Fact]
    public void Steady_state_of_a_whole_board_allocates_nothing()
    {
        Confirm(typeof(ThermometerA));
        _board.Run(200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _board.Clock.WaitUntil(_board.Live.Step());
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Confirm(Type next)
    {
        _board.Offer(_board.Patch(next));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    public sealed class Defective : NanoLive.Objects.ITickable
    {
        public void Tick(long nowMs) => throw new NanoLive.Objects.Defect("broken");
    }
}
