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

    /// <summary>The movements that the law asks for, each with the tick in which it did.</summary>
    /// <param name="ticks">In which the law was asked, in order.</param>
    /// <param name="samples">The samples of the same boot, in order.</param>
    public static IReadOnlyList<(LawTick Tick, bool On)> Movements(IReadOnlyList<LawTick> ticks, IReadOnlyList<StationSample> samples)
    {
        List<(LawTick, bool)> movements = [];
        bool isOn = false;
        long? switchedAtMs = null;
        int newest = -1;
        foreach (LawTick tick in ticks)
        {
            while (newest + 1 < samples.Count && samples[newest + 1].AtMs <= tick.ToldMs)
            {
                newest++;
            }

            if (newest < 0 || !samples[newest].Fresh)
            {
                continue;
            }

            int temperature = samples[newest].TemperatureCentiC;
            bool wanted = isOn ? temperature <= OffAboveCentiC : temperature < OnBelowCentiC;
            if (wanted != isOn && !(tick.ToldMs - switchedAtMs < HoldMs))
            {
                movements.Add((tick, wanted));
                (isOn, switchedAtMs) = (wanted, tick.ToldMs);
            }
        }

        return movements;
    }
}
