using NanoLive.Format;
using NanoLive.Runtime.Doubles;
using NanoLive.Runtime.Drivers;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

/// <summary>Payloads in chunks: the broker is the file server, and the subscription is the flow control.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly TestBoard _board = new();
    private readonly TestPatch _patch;

    public DownloadTests() => _patch = _board.Patch(typeof(ThermometerA));

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Chunks_are_asked_for_one_at_a_time_and_each_once()
    {
        RetainAll();
        _board.Offer(_board.Envelope(_patch, inline: false));
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
        Assert.Equal(1, _board.Broker.MostSubscribedChunks);
        Assert.Equal(Enumerable.Range(0, _patch.Chunks), AskedFor());
    }

    [Fact]
    public void Download_goes_on_where_it_stopped_after_a_reset()
    {
        _board.RetainChunk(_patch, 0);
        _board.RetainChunk(_patch, 1);
        _board.Offer(_board.Envelope(_patch, inline: false));
        _board.Run(500);
        Assert.Equal(UpdatePhase.Downloading, _board.Live.Phase);

        _board.Broker.Subscriptions.Clear();
        RetainAll();
        _board.Boot();
        Assert.True(_board.RunUntil(() => _board.Entry.Target is ThermometerA));
        Assert.DoesNotContain(0, AskedFor());
    }

    [Fact]
    public void Download_goes_on_with_the_next_connection()
    {
        _board.RetainChunk(_patch, 0);
        _board.Offer(_board.Envelope(_patch, inline: false));
        _board.Run(300);
        _board.Broker.Disconnect();
        _board.Run(300);
        RetainAll();
        _board.Broker.Connect();
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    [Fact]
    public void Forged_chunk_is_found_out_by_the_digest_and_nothing_is_loaded()
    {
        RetainAll();
        byte[] forged = _patch.Chunk(1);
        forged[7] ^= 1;
        _board.RetainChunk(_patch, 1, forged);
        _board.Offer(_board.Envelope(_patch, inline: false));
        Assert.Equal(Status.PayloadDigestWrong, _board.RunToEnd());
        Assert.Equal(0, _board.Loader.Loads);
        Assert.IsType<Thermometer>(_board.Entry.Target);
    }

    [Fact]
    public void Chunk_of_a_wrong_length_is_passed_over_and_the_right_one_still_taken()
    {
        RetainAll();
        _board.RetainChunk(_patch, 1, new byte[17]);
        _board.Offer(_board.Envelope(_patch, inline: false));
        _board.Run(500);
        Assert.Equal(UpdatePhase.Downloading, _board.Live.Phase);

        _board.RetainChunk(_patch, 1);
        Assert.Equal(Status.Confirmed, _board.RunToEnd());
    }

    [Fact]
    public void Download_that_does_not_end_gives_way_to_a_newer_offer()
    {
        _board.Offer(_board.Envelope(_patch, inline: false));
        _board.Run(300);
        _board.Offer(_board.Patch(typeof(ThermometerB)));
        Assert.True(_board.RunUntil(() => _board.Entry.Target is ThermometerB));
    }

    [Fact]
    public void Bad_offer_does_not_stop_a_download()
    {
        _board.RetainChunk(_patch, 0);
        _board.Offer(_board.Envelope(_patch, inline: false));
        _board.Run(300);
        _board.Offer([1, 2, 3], "d1");
        _board.Run(300);
        Assert.Equal(UpdatePhase.Downloading, _board.Live.Phase);
        Assert.Contains(_board.Broker.Events, told => told.GetProperty("status").GetInt32() == Status.Malformed);

        RetainAll();
        Assert.True(_board.RunUntil(() => _board.Entry.Target is ThermometerA));
    }

    private void RetainAll()
    {
        for (int chunk = 0; chunk < _patch.Chunks; chunk++)
        {
            _board.RetainChunk(_patch, chunk);
        }
    }

    private IEnumerable<int> AskedFor() =>
        _board.Broker.Subscriptions.Where(topic => topic.Contains("/payload/")).Select(topic => int.Parse(topic[(topic.LastIndexOf('/') + 1)..]));
}
