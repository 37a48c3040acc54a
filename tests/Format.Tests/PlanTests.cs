using System.Text.Json;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

public sealed class PlanTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Fact]
    public void Plan_written_on_the_host_is_read_on_the_board()
    {
        foreach (Plan plan in new[] { Samples.SmallPlan(), Samples.FullPlan() })
        {
            byte[] bytes = PlanWriter.Write(plan).Value!;
            Plan read = PlanReader.Read(bytes, 0, bytes.Length, out int status);
            Assert.Equal(Status.Ok, status);
            Assert.Equal(JsonSerializer.Serialize(plan, WithFields), JsonSerializer.Serialize(read, WithFields));
        }
    }

    [Fact]
    public void Same_plan_gives_same_bytes() => Assert.Equal(PlanWriter.Write(Samples.FullPlan()).Value, PlanWriter.Write(Samples.FullPlan()).Value);

    [Fact]
    public void Release_in_the_list_of_states_costs_one_byte()
    {
        Plan without = Samples.SmallPlan();
        without.FromStates = [];
        Assert.Equal(1, PlanWriter.Write(Samples.SmallPlan()).Value!.Length - PlanWriter.Write(without).Value!.Length);
    }

    [Fact]
    public void Plan_inside_a_larger_buffer_is_read_within_its_range()
    {
        byte[] bytes = PlanWriter.Write(Samples.FullPlan()).Value!;
        byte[] buffer = [0xFF, .. bytes, 0xFF];
        Assert.NotNull(PlanReader.Read(buffer, 1, bytes.Length, out _));
        Assert.Null(PlanReader.Read(buffer, 1, bytes.Length + 1, out int status));
        Assert.Equal(Status.PlanMalformed, status);
    }

    [Fact]
    public void Plan_cut_anywhere_is_refused()
    {
        byte[] bytes = PlanWriter.Write(Samples.FullPlan()).Value!;
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Null(PlanReader.Read(bytes, 0, length, out int status));
            Assert.Equal(Status.PlanMalformed, status);
        }
    }

    [Fact]
    public void Plan_of_a_later_format_says_so()
    {
        byte[] bytes = PlanWriter.Write(Samples.SmallPlan()).Value!;
        bytes[1] = PlanReader.Version + 1;
        Assert.Null(PlanReader.Read(bytes, 0, bytes.Length, out int status));
        Assert.Equal(Status.OtherFormatVersion, status);
    }

    [Fact]
    public void Host_names_everything_that_a_board_could_not_read()
    {
        Plan plan = Samples.FullPlan();
        plan.AssemblyName = "Grüße";
        plan.BaseDigest = new byte[31];
        plan.FromStates = Enumerable.Repeat(new byte[32], FormatLimit.FromStates + 1).ToArray();
        plan.Classes[1].Moves[0].Divide = 0;
        plan.Classes[1].Handlers = [""];
        Result<byte[]> outcome = PlanWriter.Write(plan);
        Assert.False(outcome.Succeeded);
        Assert.Equal(5, outcome.Problems.Count);
        Assert.Contains(outcome.Problems, problem => problem.Contains("Grüße"));
    }

    [Fact]
    public void Lists_beyond_the_limits_are_refused_on_the_host()
    {
        Plan plan = Samples.SmallPlan();
        plan.Classes = Enumerable.Repeat(plan.Classes[0], FormatLimit.Classes + 1).ToArray();
        Assert.False(PlanWriter.Write(plan).Succeeded);
        plan = Samples.SmallPlan();
        plan.Classes = Enumerable.Repeat(plan.Classes[0], FormatLimit.Classes).ToArray();
        Assert.True(PlanWriter.Write(plan).Succeeded);
    }
}
