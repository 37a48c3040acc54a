using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;

namespace NanoLive.Runtime.Objects;

/// <summary>What a plan asks for and the board cannot do is refused by number and name, and nothing has changed.</summary>
[Collection(nameof(Migration))]
public sealed class RefusalTests : IDisposable
{
    private readonly ObjectTable _table = new(null, null);
    private readonly Entry _entry;
    private readonly string _before;

    public RefusalTests()
    {
        _entry = _table.Define("thermometers", typeof(Thermometer), typeof(object)).Create("outside", "bus");
        _before = ((Thermometer)_entry.Target).State;
    }

    public void Dispose()
    {
        Migration.Throws = false;
        Migration.ThrowsDown = false;
    }

    [Theory]
    [InlineData("_nowhere", "_filtered", 1, Status.FieldMissing, "_nowhere")]
    [InlineData("_raw", "_nowhere", 1, Status.FieldMissing, "_nowhere")]
    [InlineData("_label", "_filtered", 1, Status.FieldTypeOther, "_filtered")]
    [InlineData("_opened", "_filtered", 1, Status.FieldTypeOther, "_filtered")]
    [InlineData("_raw", "_filtered", 2_000_000_000, Status.FieldTypeOther, "_filtered")]
    [InlineData("_label", "_label", 2, Status.FieldTypeOther, "_label")]
    public void Move_that_cannot_be_made(string from, string to, int multiply, int status, string named) =>
        Refused(Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerB), Patches.Move(from, to, multiply))), status, named);

    [Fact]
    public void Class_that_is_missing() =>
        RefusedAtLoading(change => change.OldClass = "Nobody", Status.ClassMissing, "Nobody");

    [Fact]
    public void Patch_class_that_is_missing() =>
        RefusedAtLoading(change => change.NewClass = "Nobody", Status.ClassMissing, "Nobody");

    [Fact]
    public void Adoption_constructor_that_is_missing() =>
        RefusedAtLoading(change => change.NewClass = typeof(Frame).FullName, Status.AdoptionMissing, "Frame");

    [Fact]
    public void Migration_that_is_missing() =>
        RefusedAtLoading(change => change.Migration = typeof(Frame).FullName, Status.ClassMissing, "Frame");

    [Fact]
    public void Handler_that_is_missing() =>
        RefusedAtLoading(change => change.Handlers = ["OnChanged"], Status.HandlerMissing, "ThermometerA");

    [Fact]
    public void Holder_that_is_missing()
    {
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        plan.Holders = [new HolderField { Assembly = Patches.Assembly, Class = typeof(Station).FullName, Field = "_nowhere" }];
        Assert.Null(Patches.TryLoad(plan, out Refusal? refusal));
        Assert.Equal(Status.FieldMissing, refusal!.Status);
    }

    [Fact]
    public void Migration_that_throws_leaves_the_old_object_live()
    {
        ClassChange change = Patches.Change(typeof(Thermometer), typeof(ThermometerB));
        change.Migration = typeof(Migration).FullName;
        SwapPlan plan = Patches.Prepare(_table, Patches.Load(change));
        Migration.Throws = true;

        Refusal refusal = plan.Transfer(1);
        Assert.Equal(Status.MigrationThrew, refusal.Status);
        Assert.Contains(nameof(InvalidOperationException), refusal.Subject);
        Unchanged();
    }

    [Fact]
    public void Migration_runs_after_the_fields_and_back_before_the_old_is_live()
    {
        ClassChange change = Patches.Change(typeof(Thermometer), typeof(ThermometerB));
        change.Migration = typeof(Migration).FullName;
        ((Thermometer)_entry.Target).Read();
        SwapPlan plan = Patches.Swap(_table, change);
        Assert.Equal(3, ((ThermometerB)_entry.Target).Filtered);

        Patches.RollBack(plan);
        Assert.Equal(3, ((Thermometer)_entry.Target).Smoother.Window);
    }

    [Fact]
    public void Migration_back_that_throws_leaves_the_state_of_the_commit()
    {
        ClassChange change = Patches.Change(typeof(Thermometer), typeof(ThermometerB));
        change.Migration = typeof(Migration).FullName;
        SwapPlan plan = Patches.Swap(_table, change);
        ((Thermometer)_entry.Target).Read();
        Migration.ThrowsDown = true;

        Assert.Equal(Status.MigrationThrew, plan.TransferBack().Status);
        plan.Rollback();
        Unchanged();
    }

    private void RefusedAtLoading(Action<ClassChange> change, int status, string named)
    {
        Plan plan = Patches.Plan(Patches.Change(typeof(Thermometer), typeof(ThermometerA)));
        change(plan.Classes[0]);
        Assert.Null(Patches.TryLoad(plan, out Refusal? refusal));
        Assert.Equal(status, refusal!.Status);
        Assert.Contains(named, refusal.Subject);
        Unchanged();
    }

    private void Refused(Plan asked, int status, string named)
    {
        Assert.Null(SwapPlan.Prepare(_table, Patches.Load(asked), out Refusal refusal));
        Assert.Equal(status, refusal.Status);
        Assert.Contains(named, refusal.Subject);
        Unchanged();
    }

    private void Unchanged()
    {
        Assert.IsType<Thermometer>(_entry.Target);
        Assert.Equal(_before, ((Thermometer)_entry.Target).State);
        Assert.Same(typeof(Thermometer), _entry.Factory.Type);
    }
}
