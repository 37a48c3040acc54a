namespace Drivers
{
    /// <summary>Where the weather goes.</summary>
    public enum Tendency
    {
        Unknown,
        Falling,
        Steady,
        Rising,
    }

    /// <summary>The pressure crossed a threshold.</summary>
    public sealed class PressureCrossedEventArgs
    {
        internal PressureCrossedEventArgs(int pascal, bool isHigh)
        {
            Pascal = pascal;
            IsHigh = isHigh;
        }

        public int Pascal { get; }

        public bool IsHigh { get; }
    }

    /// <summary>Told when the pressure crosses a threshold.</summary>
    public delegate void PressureCrossedHandler(object sender, PressureCrossedEventArgs e);
}
