namespace NanoLive.Simulator;

/// <summary>
/// A cup anemometer with a reed contact to ground: one closing a turn, 2.4 km/h (2/3 m/s) for one turn a second (Argent Data Systems, sensor
/// assembly 80422). The wind turns it whether or not a board is listening; <see cref="Turns"/> is what really happened, so lost edges show.
/// </summary>
public sealed class CupAnemometer : IBoardPart
{
    /// <summary>m/s for one turn a second.</summary>
    public const double MetresPerTurn = 2.4 / 3.6;

    // The magnet is over the contact for a quarter of a turn.
    private const double ClosedShare = 0.25;
    private const long LongestStepUs = 100_000;
    private const long BounceUs = 150;
    private const int LongestBounceCount = 3;

    private readonly SimulatedTime _time;
    private readonly SimulatedPin _pin;
    private readonly Func<long, double> _windMetresPerSecond;
    private readonly SeededRandom _random;
    private double _turned;

    internal CupAnemometer(SimulatedTime time, SimulatedPin pin, Func<long, double> windMetresPerSecond, ulong seed, bool bounces)
    {
        _time = time;
        _pin = pin;
        _windMetresPerSecond = windMetresPerSecond;
        _random = SeededRandom.For(seed, "anemometer");
        Bounces = bounces;
        _turned = _random.NextFraction();
        Turn();
    }

    /// <inheritdoc/>
    public event Action<PartEvent>? Noted
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public string Name => "anemometer";

    /// <summary>The number of the pin.</summary>
    public int Pin => _pin.Number;

    /// <summary>Whole turns since power-on: closings of the contact, bounces not counted.</summary>
    public long Turns { get; private set; }

    /// <summary>Whether the contact bounces.</summary>
    public bool Bounces { get; }

    /// <inheritdoc/>
    public void PowerOn()
    {
    }

    /// <inheritdoc/>
    public void PowerOff()
    {
    }

    // Goes on by as much of a turn as the wind of this moment allows in at most LongestStepUs.
    private void Turn()
    {
        long now = _time.NowUs;
        double turnsPerUs = _windMetresPerSecond(now) / MetresPerTurn / 1e6;
        double remainingUs = turnsPerUs > 0 ? (1 - _turned) / turnsPerUs : double.PositiveInfinity;
        if (remainingUs > LongestStepUs)
        {
            _turned += turnsPerUs * LongestStepUs;
            _time.Schedule(now + LongestStepUs, Turn);
            return;
        }

        long closesUs = now + Math.Max(1, (long)Math.Ceiling(remainingUs));
        long closedUs = Math.Max(1, (long)(ClosedShare / turnsPerUs));
        _time.Schedule(closesUs, () =>
        {
            Turns++;
            _turned = 0;
            Move(closed: true);
            _time.Schedule(closesUs + Math.Min(closedUs, LongestStepUs), () => Move(closed: false));
            Turn();
        });
    }

    private void Move(bool closed)
    {
        Set(closed);
        if (!Bounces)
        {
            return;
        }

        long at = _time.NowUs;
        int bounces = _random.Next(LongestBounceCount + 1);
        for (int i = 0; i < bounces; i++)
        {
            _time.Schedule(at += _random.Between(10, BounceUs), () => Set(!closed));
            _time.Schedule(at += _random.Between(10, BounceUs), () => Set(closed));
        }
    }

    private void Set(bool closed) => _pin.Drive(closed ? false : null);
}
