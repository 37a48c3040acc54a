using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Stories.Tests;

/// <summary>Offers that no honest tool makes, on a board that runs. Field by field: tests/Attacks.Tests.</summary>
public class ForgeryStories
{
    private static readonly PatchFile s_fix = Firmware.Patch("pressure-fix", 1);

    [Fact]
    public void Patch_of_a_stranger_is_refused_and_nothing_is_written()
    {
        using var stranger = SigningKey.Generate();
        var forged = Firmware.Signed(new Order("pressure-fix", 1) { SignedBy = stranger });
        AssertRefused(station => station.Publish(forged), Status.KeyUnknown, operations: 0);
    }

    [Fact]
    public void Flipped_bit_in_the_signature_is_refused_and_nothing_is_written()
    {
        byte[] forged = s_fix.Envelope.ToArray();
        int signature = forged.AsSpan().IndexOf(s_fix.Offer.Signature);
        forged[signature + 40] ^= 1;
        AssertRefused(station => station.Board.Publish(forged), Status.SignatureWrong, operations: 0);
    }

    [Fact]
    public void Flipped_bit_in_the_payload_is_found_in_what_was_stored_and_nothing_of_it_runs()
    {
        byte[] forged = s_fix.Envelope.ToArray();
        forged[^1] ^= 0x40;
        AssertRefused(station => station.Board.Publish(forged), Status.PayloadDigestWrong, operations: null);
    }

    [Fact]
    public void Chunk_that_is_withheld_holds_up_its_own_patch_only()
    {
        using var station = new Station();
        station.RunFor(3);
        station.Publish(s_fix, inlineLimitBytes: 1);
        station.Board.World.Broker.Publish($"nanolive/default/payload/{s_fix.Digest}/1", []);
        station.Reset();
        station.Until(() => station.State is { Phase: "downloading" }, "the download");
        station.RunFor(20);
        Assert.Equal("downloading", station.State!.Phase);

        station.Update(Firmware.Patch("gust-filter", 2));
    }

    // The board goes on, and the genuine patch of the same number is taken.
    private static void AssertRefused(Action<Station> publish, int status, int? operations)
    {
        using var station = new Station();
        station.RunFor(3);
        int before = station.Board.FlashChip.Operations;
        publish(station);
        station.Until(() => station.State is { Phase: "idle" } && station.State.Status == status, "the refusal");
        station.RunFor(1);

        Assert.Equal(operations ?? station.Board.FlashChip.Operations - before, station.Board.FlashChip.Operations - before);
        Assert.Null(station.State!.Patch);
        Assert.Empty(station.Swaps);
        station.Update(s_fix);
        station.RunFor(1);
        station.AssertUndisturbed();
    }
}
