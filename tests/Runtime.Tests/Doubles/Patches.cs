using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;

namespace NanoLive.Runtime.Doubles;

/// <summary>Makes plans out of classes of this assembly.</summary>
public static class Patches
{
    public const string Assembly = "Runtime.Tests";

    public static ClassChange Change(Type old, Type next, params FieldMove[] moves) =>
        new() { OldAssembly = Assembly, OldClass = old.FullName, NewClass = next.FullName, Moves = moves, Handlers = [] };

    public static FieldMove Move(string? from, string? to, int multiply = 1, int divide = 1) =>
        new() { From = from, To = to, Multiply = multiply, Divide = divide };

    public static Plan Plan(params ClassChange[] changes) =>
        new() { AssemblyName = "Patch", BaseDigest = new byte[32], FromStates = [new byte[32]], Classes = changes, Holders = [] };

    public static LoadedPatch Load(Plan plan)
    {
        LoadedPatch? patch = TryLoad(plan, out Refusal? refusal);
        Assert.Null(refusal);
        return patch!;
    }

    public static LoadedPatch? TryLoad(Plan plan, out Refusal? refusal) =>
        new PatchTypes(new TestLoader()).Resolve(typeof(Patches).Assembly, new byte[32], plan, out refusal);

    public static LoadedPatch Load(params ClassChange[] changes) => Load(Plan(changes));

    /// <summary>Prepares a swap that must be possible.</summary>
    public static SwapPlan Prepare(ObjectTable table, LoadedPatch patch)
    {
        SwapPlan? plan = SwapPlan.Prepare(table, patch, out Refusal? refusal);
        Assert.True(refusal is null, refusal?.Status + " " + refusal?.Subject);
        return plan!;
    }

    /// <summary>Carries out a swap of everything that must not be refused.</summary>
    public static SwapPlan Swap(ObjectTable table, params ClassChange[] changes) => Swap(table, Load(changes));

    public static SwapPlan Swap(ObjectTable table, LoadedPatch patch)
    {
        SwapPlan plan = Prepare(table, patch);
        Refusal refusal = plan.Transfer(int.MaxValue);
        Assert.True(refusal is null, refusal?.Status + " " + refusal?.Subject);
        plan.Commit();
        Assert.Null(plan.Resume(null));
        Assert.False(plan.HasMore);
        return plan;
    }

    public static void RollBack(SwapPlan plan)
    {
        Assert.Null(plan.TransferBack());
        plan.Rollback();
    }
}
