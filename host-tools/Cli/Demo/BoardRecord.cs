using NanoLive.Simulator;

namespace NanoLive.Cli.Demo;

/// <summary>
/// What one boot of one board left behind: its trace, as an instrument beside the board wrote it, and its samples, as the broker delivered
/// them. Answers the questions that the demo asks.
/// </summary>
public sealed class BoardRecord
{
    private readonly TraceRecord[] _trace;
    private readonly WeatherScenario _weather;
    private readonly string _anemometerPin;
    private readonly string _heaterPin;

    public BoardRecord(IEnumerable<TimedRecord> trace, int session, IEnumerable<StationSample> samples, BoardDescription description)
    {
        TimedRecord[] records = [.. trace.Where(record => record.Session == session)];
        _trace = [.. records.Select(record => record.Record)];
        OriginUnixMs = records.Length == 0 ? 0 : (records[0].UnixUs - records[0].Record.AtUs) / 1000;
        Samples = [.. samples.Where(sample => sample.Boot == session)];
        _weather = WeatherScenario.Named(description.Scenario, description.Seed)!;
        _anemometerPin = description.Hardware.AnemometerPin.ToString()!;
        _heaterPin = description.Hardware.HeaterPin.ToString()!;
    }

    /// <summary>The wall clock at the board's zero.</summary>
    public long OriginUnixMs { get; }

    public IReadOnlyList<StationSample> Samples { get; }

    /// <summary>Records with this word, in order.</summary>
    public IEnumerable<TraceRecord> Of(string what) => _trace.Where(record => record.What == what);

    /// <summary>How often a part noticed something, for example "bme280 reset", between two moments of the board's clock.</summary>
    public int PartEvents(string subject, long fromUs = 0, long toUs = long.MaxValue) =>
        Of(TraceWords.Part).Count(record => record.Subject == subject && record.AtUs >= fromUs && record.AtUs < toUs);

    /// <summary>How far a sample's pressure is from the truth, in pascal.</summary>
    public double PressureErrorPa(StationSample sample) => sample.PressurePa - TruePressurePa(sample.AtMs);

    public double TruePressurePa(long atMs) => _weather.PressurePa(atMs * 1000);

    /// <summary>Sample numbers that never arrived, and samples that the board says it lost.</summary>
    public int MissingSamples =>
        Samples.Count == 0 ? 0 : Samples[^1].Number - Samples[0].Number + 1 - Samples.Count + Samples[^1].Lost;

    /// <summary>
    /// Due times that passed without their tick, between two moments of the board's clock: those that the board is to blame for, and those that
    /// passed while the host gave its process no time.
    /// </summary>
    public (long Boards, long Hosts) MissedTicks(long fromUs, long toUs)
    {
        const long NearUs = 300_000;
        TraceRecord[] stalls = [.. Of(TraceWords.Stall)];
        ILookup<bool, TraceRecord> missed = Of(TraceWords.Missed)
            .Where(record => record.AtUs >= fromUs && record.AtUs < toUs)
            .ToLookup(record => stalls.Any(stall => Math.Abs(stall.AtUs - record.AtUs) < NearUs));
        return (missed[false].Sum(record => record.First), missed[true].Sum(record => record.First));
    }

    /// <summary>Movements of the relay as (milliseconds, on), up to the last sample.</summary>
    public IReadOnlyList<(long AtMs, bool On, bool Asked)> RelayEdges =>
        [.. Of(TraceWords.Edge)
            .Where(record => record.Subject == _heaterPin && record.AtUs / 1000 <= LastSampleMs)
            .Select(record => (record.AtUs / 1000, record.First == 1, record.Second == (long)PinCause.Write))];

    /// <summary>Movements of the relay that the control law did not ask for, and movements it asked for that did not happen.</summary>
    public int UnaskedRelayEdges()
    {
        LawTick[] ticks = [.. Of(TraceWords.Tick).Where(record => record.Subject == "climate").Select(record => new LawTick(record.Second, record.AtUs / 1000))];
        (LawTick Tick, bool On)[] asked = [.. ControlLaw.Movements(ticks, Samples).Where(movement => movement.Tick.EndMs <= LastSampleMs)];
        (long AtMs, bool On, bool Asked)[] moved = [.. RelayEdges.Where(edge => edge.AtMs <= ticks.LastOrDefault(tick => tick.EndMs <= LastSampleMs).EndMs)];
        int unasked = moved.Count(edge => !edge.Asked || !asked.Any(movement => movement.On == edge.On && movement.Tick.Contains(edge.AtMs)));
        int missing = asked.Count(movement => !moved.Any(edge => movement.On == edge.On && movement.Tick.Contains(edge.AtMs)));
        return unasked + missing;
    }

    /// <summary>Turns of the anemometer that the driver did not count, up to the last sample.</summary>
    public int LostWindEdges()
    {
        // The driver listens from the moment it sets up its pin. A sample's count holds the edges up to the start of its pass.
        long fromUs = Of(TraceWords.Mode).LastOrDefault(record => record.Subject == _anemometerPin).AtUs;
        long toUs = LastSampleMs * 1000;
        TraceRecord[] edges = [.. Of(TraceWords.Edge).Where(record => record.Subject == _anemometerPin && record.First == 0 && record.AtUs > fromUs)];
        const long PassUs = 5000;
        int least = edges.Count(record => record.AtUs <= toUs);
        int most = edges.Count(record => record.AtUs <= toUs + PassUs);
        int counted = Samples.Count == 0 ? 0 : Samples[^1].WindEdges;
        return counted < least ? least - counted : counted > most ? counted - most : 0;
    }

    private long LastSampleMs => Samples.Count == 0 ? 0 : Samples[^1].AtMs;
}
