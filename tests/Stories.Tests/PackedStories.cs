using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>Updates whose payload travels packed: told against what the board was flashed with.</summary>
public class PackedStories
{
    [Theory]
    [InlineData("pressure-fix")]
    [InlineData("gust-filter")]
    [InlineData("short-hold")]
    public void Packed_patch_goes_live_and_is_shorter_than_the_plain_one(string update)
    {
        var plain = Firmware.Patch(update, 1);
        var packed = Firmware.Signed(new Order(update, 1) { IsPacked = true });
        Assert.True(packed.Payload.Length * 2 < plain.Payload.Length, $"{packed.Payload.Length} of {plain.Payload.Length} bytes");
        Assert.Equal(plain.Assembly.ToArray(), packed.Assembly.ToArray());
        Assert.Equal(plain.Payload.Length, packed.PlainLengthBytes + 6);

        using var station = new Station();
        station.UntilIdle();
        station.Update(packed);

        Assert.Equal((packed.Digest, Status.Confirmed), (station.State!.Patch, station.State.Status));
        station.AssertUndisturbed();
    }

    [Fact]
    public void Packed_patch_runs_after_a_reset()
    {
        var packed = Firmware.Signed(new Order("pressure-fix", 1) { IsPacked = true });
        using var station = new Station();
        station.UntilIdle();
        station.Update(packed);
        station.Reset();
        station.UntilRuns(packed);
        Assert.Equal(packed.Digest, station.State!.Patch);
    }

    [Fact]
    public void Plain_patch_follows_a_packed_one_live_and_leads_back()
    {
        var packed = Firmware.Signed(new Order("pressure-fix", 1) { IsPacked = true });
        var back = Firmware.Neutral(2, packed);
        using var station = new Station();
        station.UntilIdle();
        station.Update(packed);
        station.Update(back);
        Assert.Equal(Status.Confirmed, station.State!.Status);
    }
}
