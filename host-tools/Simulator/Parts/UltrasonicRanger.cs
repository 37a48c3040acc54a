namespace NanoLive.Simulator;

/// <summary>
/// An HC-SR04 ranger: a high level of at least 10 µs on the trigger pin, then, after the burst, a high pulse on the echo pin as long as the
/// sound is under way: 58 µs for a centimetre; 38 ms when nothing comes back.
/// </summary>
public sealed class UltrasonicRanger : IBoardPart
{
    /// <summary>Farthest distance that gives an echo, in centimetres.</summary>
    public const double RangeCm = 400;

    private const long LeastTriggerUs = 10;
    private const long BurstUs = 460;
    private const long NoEchoUs = 38_000;
    private const double UsPerCm = 58;

    private readonly SimulatedTime _time;
    private readonly SimulatedPin _echo;
    private readonly Func<long, double> _distanceCm;
    private long _risenUs;
    private bool _isBusy;

    internal UltrasonicRanger(SimulatedTime time, SimulatedPin trigger, SimulatedPin echo, Func<long, double> distanceCm)
    {
        _time = time;
        _echo = echo;
        _distanceCm = distanceCm;
        echo.Drive(false);
        trigger.Changed += OnTrigger;
    }

    /// <inheritdoc/>
    public event Action<PartEvent>? Noted;

    /// <inheritdoc/>
    public string Name => "ranger";

    /// <summary>Measurements since power-on.</summary>
    public int Measurements { get; private set; }

    /// <inheritdoc/>
    public void PowerOn()
    {
    }

    /// <inheritdoc/>
    public void PowerOff() => _isBusy = false;

    private void OnTrigger(PinEdge edge)
    {
        if (edge.Rising)
        {
            _risenUs = edge.TimeUs;
            return;
        }

        if (_isBusy)
        {
            return;
        }

        if (edge.TimeUs - _risenUs < LeastTriggerUs)
        {
            Noted?.Invoke(new PartEvent(edge.TimeUs, "short-trigger", edge.TimeUs - _risenUs, 0));
            return;
        }

        _isBusy = true;
        Measurements++;
        double distance = _distanceCm(edge.TimeUs);
        long echoUs = distance > RangeCm ? NoEchoUs : (long)Math.Round(distance * UsPerCm);
        _time.Schedule(edge.TimeUs + BurstUs, () => _echo.Drive(true));
        _time.Schedule(edge.TimeUs + BurstUs + echoUs, () =>
        {
            _echo.Drive(false);
            _isBusy = false;
        });
    }
}
