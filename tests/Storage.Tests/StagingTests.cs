using System.Reflection;
using NanoLive.Format;
using NanoLive.Staging;
using NanoLive.Trust;
using Xunit;

namespace NanoLive.Storage.Tests;

/// <summary>Chunks as a hostile or forgetful broker delivers them.</summary>
public class StagingTests
{
    private const int ChunkBytes = 100;

    private readonly TornFlash _flash = new(new Geometry(4, 480, 2048));
    private readonly byte[] _payload = Session.Payload(3);
    private PatchStore _store;
    private PatchStaging _staging;

    public StagingTests()
    {
        (_store, _staging) = Reset();
    }

    [Fact]
    public void Chunks_in_order_make_a_patch()
    {
        Session.Must(_staging.Begin(Manifest()));
        StagedPatch patch = Deliver();
        Assert.Equal(_payload.Length, patch.LengthBytes);
        Assert.Equal(Session.Digest(3), patch.PayloadDigest);
        AssertStored(patch);
        Assert.Equal(PatchStaging.NoChunk, _staging.NextChunk);
    }

    [Fact]
    public void Inline_payload_makes_a_patch_without_chunks()
    {
        byte[] envelope = [1, 2, 3, .. _payload, 9];
        Session.Must(_staging.Begin(Manifest(envelope, 3)));
        Assert.Equal(PatchStaging.NoChunk, _staging.NextChunk);
        AssertStored(StepToEnd());
    }

    [Fact]
    public void Chunk_repeated_is_stored_once()
    {
        Session.Must(_staging.Begin(Manifest()));
        AssertStored(Deliver(chunk => Session.Must(_staging.Accept(chunk, Chunk(chunk)))));
    }

    [Fact]
    public void Chunk_repeated_after_reset_is_stored_once()
    {
        for (int chunk = 0; chunk < Count; chunk++)
        {
            (_store, _staging) = Reset();
            Session.Must(_staging.Begin(Manifest()));
            int wanted = _staging.NextChunk;
            Assert.InRange(wanted, 0, chunk);
            for (int i = wanted; i <= chunk; i++)
            {
                Session.Must(_staging.Accept(i, Chunk(i)));
                while (_staging.NextChunk == PatchStaging.NoChunk && !_staging.Step(out int status))
                {
                    Session.Must(status);
                }
            }
        }

        AssertStored(_staging.Patch);
    }

    [Fact]
    public void Chunks_out_of_order_are_ignored_and_come_again()
    {
        Session.Must(_staging.Begin(Manifest()));
        Session.Must(_staging.Accept(2, Chunk(2)));
        Session.Must(_staging.Accept(Count + 5, Chunk(0)));
        Session.Must(_staging.Accept(PatchStaging.NoChunk, Chunk(0)));
        Assert.Equal(0, _staging.NextChunk);
        Assert.False(_staging.Step(out _));
        AssertStored(Deliver());
    }

    [Fact]
    public void Chunk_of_another_length_is_refused_and_stays_wanted()
    {
        Session.Must(_staging.Begin(Manifest()));
        for (int chunk = 0; chunk < Count; chunk++)
        {
            byte[] right = Chunk(chunk);
            foreach (byte[] wrong in new[] { [], right[1..], [.. right, 0], new byte[5000] })
            {
                Assert.Equal(Status.PayloadLengthWrong, _staging.Accept(chunk, wrong));
                Assert.Equal(chunk, _staging.NextChunk);
            }

            Session.Must(_staging.Accept(chunk, right));
            while (!_staging.Step(out _) && _staging.NextChunk == PatchStaging.NoChunk)
            {
            }
        }

        AssertStored(_staging.Patch);
    }

    [Fact]
    public void Newer_manifest_takes_the_place_of_a_download()
    {
        Session.Must(_staging.Begin(Manifest()));
        Session.Must(_staging.Accept(0, Chunk(0)));
        Session.Must(_staging.Begin(Manifest(sequence: 4, digest: Session.Digest(4))));
        Assert.Equal(0, _staging.NextChunk);
        AssertStored(Deliver(), 4);
    }

    [Fact]
    public void Older_manifest_is_refused_and_leaves_the_download()
    {
        Session.Must(_staging.Begin(Manifest()));
        Assert.Equal(Status.SequenceNotHigher, _staging.Begin(Manifest(sequence: 2, digest: Session.Digest(2))));
        Assert.True(_staging.Step(out _));
        Assert.Null(_staging.Patch);
        Session.Must(_staging.Begin(Manifest()));
        AssertStored(Deliver());
    }

    [Fact]
    public void Payload_that_is_all_there_makes_a_patch_without_a_chunk()
    {
        Session.Must(_staging.Begin(Manifest()));
        Deliver();
        (_store, _staging) = Reset();
        Session.Must(_staging.Begin(Manifest()));
        Assert.Equal(PatchStaging.NoChunk, _staging.NextChunk);
        AssertStored(StepToEnd());
    }

    [Fact]
    public void One_step_programs_at_most_two_cells_and_a_mark()
    {
        Session.Must(_staging.Begin(Manifest([.. _payload], 0)));
        bool ended;
        do
        {
            int before = _flash.Operations;
            ended = _staging.Step(out int status);
            Session.Must(status);
            Assert.InRange(_flash.Operations - before, 0, 3);
        }
        while (!ended);
    }

    private int Count => (_payload.Length + ChunkBytes - 1) / ChunkBytes;

    private byte[] Chunk(int chunk) => _payload[(chunk * ChunkBytes)..Math.Min(_payload.Length, (chunk + 1) * ChunkBytes)];

    private (PatchStore, PatchStaging) Reset()
    {
        PatchStore store = PatchStore.Open(_flash, out int status);
        Session.Must(status);
        return (store, new PatchStaging(store));
    }

    private StagedPatch Deliver(Action<int>? afterwards = null)
    {
        for (int chunk = _staging.NextChunk; chunk != PatchStaging.NoChunk; chunk = _staging.NextChunk)
        {
            Session.Must(_staging.Accept(chunk, Chunk(chunk)));
            while (_staging.NextChunk == PatchStaging.NoChunk && !_staging.Step(out int status))
            {
                Session.Must(status);
            }

            afterwards?.Invoke(chunk);
        }

        return _staging.Patch;
    }

    private StagedPatch StepToEnd()
    {
        int status;
        for (int i = 0; !_staging.Step(out status); i++)
        {
            Assert.True(i < 100);
        }

        Session.Must(status);
        return _staging.Patch;
    }

    private void AssertStored(StagedPatch? patch, long sequence = 3)
    {
        Assert.NotNull(patch);
        byte[] read = new byte[patch.LengthBytes];
        Session.Must(_store.Read(patch.Slot, 0, read, 0, read.Length));
        Assert.Equal(_payload, read);
        Assert.Equal(sequence, _store.Sequence(patch.Slot));
    }

    // A receipt that only Trust makes; here it is made by force.
    private VerifiedManifest Manifest(byte[]? inline = null, int inlineOffset = -1, long sequence = 3, byte[]? digest = null)
    {
        ParsedOffer offer = Force<ParsedOffer>(inline ?? []);
        offer.Sequence = sequence;
        offer.PayloadDigest = digest ?? Session.Digest(3);
        offer.PayloadLengthBytes = _payload.Length;
        offer.ChunkLengthBytes = ChunkBytes;
        offer.PayloadOffset = inlineOffset;
        return Force<VerifiedManifest>(offer);
    }

    private static T Force<T>(object argument) =>
        (T)Activator.CreateInstance(typeof(T), BindingFlags.Instance | BindingFlags.NonPublic, null, [argument], null)!;
}
