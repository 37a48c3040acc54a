namespace NanoLive.Cli.Demo;

/// <summary>
/// The heater's control law, written down a second time: on below 18 °C, off above 19 °C, never twice within two seconds. Says when the relay
/// is to move, given what was measured, so that a movement nobody asked for stands out.
/// </summary>
public static class ControlLaw
{
    private const int OnBelowCentiC = 1800;
    private const int OffAboveCentiC = 1900;
    private const long HoldMs = 2000;

    // A tick's time in the trace is that of its end; the law was told that of its pass, which is in the sample of the same pass.
    private const long SamePassMs = 50;

    /// <summary>The movements that the law asks for, as (milliseconds, on).</summary>
    /// <param name="ticks">The moments at which the law had been asked, in order.</param>
    /// <param name="samples">The samples of the same boot, in order.</param>
    public static IReadOnlyList<(long AtMs, bool On)> Movements(IReadOnlyList<long> ticks, IReadOnlyList<StationSample> samples)
    {
        List<(long, bool)> movements = [];
        bool isOn = false;
        long? switchedAtMs = null;
        int newest = -1;
        foreach (long tickMs in ticks)
        {
            while (newest + 1 < samples.Count && samples[newest + 1].AtMs <= tickMs)
            {
                newest++;
            }

            if (newest < 0 || !samples[newest].Fresh)
            {
                continue;
            }

            long atMs = tickMs - samples[newest].AtMs < SamePassMs ? samples[newest].AtMs : tickMs;
            int temperature = samples[newest].TemperatureCentiC;
            bool wanted = isOn ? temperature <= OffAboveCentiC : temperature < OnBelowCentiC;
            if (wanted != isOn && !(atMs - switchedAtMs < HoldMs))
            {
                movements.Add((atMs, wanted));
                (isOn, switchedAtMs) = (wanted, atMs);
            }
        }

        return movements;
    }
}
