using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace NanoLive.Patching.Tests;

/// <summary>
/// Random edits of random classes: whatever is patched does what the new build does from the same state, loses no value, and leads back. A refusal is
/// allowed, a wrong patch is not.
/// </summary>
public class PropertyTests(ITestOutputHelper output)
{
    private const int Cases = 40;

    private int _applied;
    private int _refused;

    [Fact]
    public void Patched_object_does_what_the_new_build_does_from_the_same_state_and_leads_back()
    {
        // The line that a failure ends with.
        if (Environment.GetEnvironmentVariable("NANOLIVE_CASE")?.Split(' ') is [var again, .. var numbers])
        {
            Holds(int.Parse(again, CultureInfo.InvariantCulture), [.. numbers.Select(n => int.Parse(n, CultureInfo.InvariantCulture))]);
            return;
        }

        var cases = from seed in Gen.Choose(0, 100_000)
                    from edits in Gen.Choose(0, 100_000).ListOf()
                    select (Seed: seed, Edits: edits.Take(5).ToArray());
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(20260101, 7919);
        Prop.ForAll(cases.ToArbitrary(), one => Holds(one.Seed, one.Edits)).Check(config);
        output.WriteLine($"{_applied} applied, {_refused} refused");
        Assert.True(_applied > Cases / 3, $"{_applied} applied, {_refused} refused");
    }

    private void Holds(int seed, int[] edits)
    {
        var old = RandomClass.Make(seed);
        var @new = edits.Aggregate(old, (version, edit) => version.Edit(edit));
        var (before, after) = (DeviceCompiler.Build(old.Source()), DeviceCompiler.Build(@new.Source()));
        var report = Patches.Report(before, after);
        if (report.Patch == null)
        {
            _refused++;
            return;
        }

        // 1. An object with a past, taken over.
        _applied++;
        string told = $"seed {seed}, edits {string.Join(' ', edits)}\n{old.Source()}\n{@new.Source()}\n{Patches.Lines(report)}\nagain: NANOLIVE_CASE=\"{seed} {string.Join(' ', edits)}\" dotnet test tests/Patching.Tests --filter PropertyTests";
        var bench = new Bench(before);
        object gauge = bench.New("D.Gauge");
        object user = bench.New("D.User", gauge);
        for (int i = 0; i < 4; i++)
        {
            Bench.Call(user, "Use", i + seed % 7);
        }

        string state = Show(user);
        var loaded = bench.Load(report.Patch);
        bool isReplaced = report.Patch.Plan.Classes.Any(change => change.OldClass == "D.Gauge");
        Assert.True(isReplaced, told);
        object next = bench.Adopt(gauge, loaded, report.Patch, "D.Gauge");

        // 2. The way back, at once, into an object that knows nothing.
        object back = bench.New("D.Gauge");
        Bench.Return(next, back, loaded, report.Patch, "D.Gauge");
        Assert.True(state == Show(bench.New("D.User", back)), $"down(up(s)) is {Show(bench.New("D.User", back))}, s is {state}: {told}");

        // 3. The new build from the same state, beside it.
        var fresh = new Bench(after);
        object reference = fresh.New("D.Gauge");
        foreach (var field in @new.Fields)
        {
            // Configuration, which nothing but its initialiser ever sets, is the new build's.
            bool isState = old.Methods.Concat(@new.Methods).Any(m => m.FieldId == field.Id);
            if (old.Fields.FirstOrDefault(f => f.Id == field.Id) is { } was && (isState || was.Initial == field.Initial || was.Type != field.Type))
            {
                object value = Bench.Get(gauge, was.Name)!;
                Bench.Set(reference, field.Name, value is int[] items ? items.Clone() : Convert.ChangeType(value, Bench.Get(reference, field.Name)!.GetType(), CultureInfo.InvariantCulture));
            }
        }

        Bench.Set(user, "_gauge", next);
        object newUser = fresh.New("D.User", reference);
        Assert.True(Show(newUser) == Show(user), $"{Show(user)} instead of {Show(newUser)}: {told}");
        for (int i = 0; i < 4; i++)
        {
            Assert.True(Equals(Bench.Call(newUser, "Use", i), Bench.Call(user, "Use", i)), $"call {i}: {told}");
            Assert.True(Show(newUser) == Show(user), $"{Show(user)} instead of {Show(newUser)} after call {i}: {told}");
        }
    }

    private static string Show(object user) => (string)Bench.Call(user, "Show")!;
}
