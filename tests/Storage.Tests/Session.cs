using NanoLive.Format;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>A board between two resets, as far as storage sees it. Patches are named by a number, which is their sequence number, too.</summary>
public sealed class Session
{
    private readonly TornFlash _flash;

    public Session(TornFlash flash)
    {
        _flash = flash;
        Store = PatchStore.Open(flash, out int status);
        OpenStatus = status;
    }

    public PatchStore Store { get; private set; }

    public int OpenStatus { get; private set; }

    public static byte[] Payload(long patch)
    {
        byte[] payload = new byte[300 + patch * 97 % 400];
        new Random((int)patch).NextBytes(payload);
        return payload;
    }

    public static byte[] Digest(long patch)
    {
        byte[] digest = new byte[32];
        new Random((int)patch + 1000).NextBytes(digest);
        return digest;
    }

    /// <summary>Reserves and brings what is missing up to <paramref name="upTo"/> bytes, in uneven pieces.</summary>
    public int Stage(long patch, int upTo = int.MaxValue)
    {
        byte[] payload = Payload(patch);
        Must(Store.Reserve(Digest(patch), payload.Length, patch, out int slot));
        for (int at = Store.StagedBytes(slot); at < Math.Min(payload.Length, upTo);)
        {
            int count = Math.Min(Math.Min(payload.Length, upTo) - at, 1 + (at * 31 + 90) % 300);
            Must(Store.Append(slot, payload, at, count));
            at += count;
        }

        return slot;
    }

    public int StageWhole(long patch)
    {
        int slot = Stage(patch);
        Must(Store.MarkStaged(slot));
        AssertReads(slot, patch);
        return slot;
    }

    public void Update(long patch)
    {
        int slot = StageWhole(patch);
        Must(Store.MarkTrial(slot));
        Must(Store.MarkConfirmed(slot));
    }

    /// <summary>A reset without a cut, and what the boot chose.</summary>
    public BootChoice Reboot()
    {
        Store = PatchStore.Open(_flash, out int status);
        OpenStatus = status;
        Must(Store.MarkBoot(out BootChoice choice));
        return choice;
    }

    public void AssertReads(int slot, long patch)
    {
        byte[] expected = Payload(patch);
        Assert.Equal(Digest(patch), Store.Digest(slot));
        byte[] read = new byte[expected.Length];
        Must(Store.Read(slot, 0, read, 0, read.Length));
        Assert.Equal(expected, read);
        Must(Store.Read(slot, expected.Length / 3, read, 5, 20));
        Assert.Equal(expected.AsSpan(expected.Length / 3, 20), read.AsSpan(5, 20));
    }

    public static void Must(int status) => Assert.Equal(Status.Ok, status);
}
