namespace NanoLive.Simulator;

/// <summary>One quantity over time: mean plus a swing of 90 s plus a ripple of 7 s; phases 0 to 1.</summary>
internal sealed record WeatherCourse(double Mean, double Swing, double Ripple, double SwingPhase, double RipplePhase)
{
    private const double SwingPeriodUs = 90e6;
    private const double RipplePeriodUs = 7e6;

    internal static WeatherCourse Steady(double value) => new(value, 0, 0, 0, 0);

    internal double At(long atUs) =>
        Mean
        + (Swing * Math.Sin(2 * Math.PI * ((atUs / SwingPeriodUs) + SwingPhase)))
        + (Ripple * Math.Sin(2 * Math.PI * ((atUs / RipplePeriodUs) + RipplePhase)));
}
