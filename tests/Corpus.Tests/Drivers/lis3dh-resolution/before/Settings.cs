namespace Drivers
{
    /// <summary>Measurements a second.</summary>
    public enum DataRate
    {
        PowerDown = 0,
        Hz1 = 1,
        Hz10 = 2,
        Hz25 = 3,
        Hz50 = 4,
        Hz100 = 5,
        Hz200 = 6,
        Hz400 = 7,
    }

    /// <summary>The largest acceleration that is measured.</summary>
    public enum AccelerationRange
    {
        G2 = 0,
        G4 = 1,
        G8 = 2,
        G16 = 3,
    }

    /// <summary>How fine it measures, and what that costs.</summary>
    public enum OperatingMode
    {
        LowPower,
        Normal,
        HighResolution,
    }

    /// <summary>Which side is up.</summary>
    public enum Side
    {
        Unknown,
        Left,
        Right,
        Front,
        Back,
        Bottom,
        Top,
    }

    /// <summary>An acceleration in thousandths of a g.</summary>
    public struct Acceleration
    {
        public int X;
        public int Y;
        public int Z;

        public int Square
        {
            get { return (X * X) + (Y * Y) + (Z * Z); }
        }

        public override string ToString()
        {
            return X + "/" + Y + "/" + Z;
        }
    }

    /// <summary>A click.</summary>
    public sealed class ClickEventArgs
    {
        internal ClickEventArgs(bool isNegative, int axes)
        {
            IsNegative = isNegative;
            Axes = axes;
        }

        public bool IsNegative { get; }

        /// <summary>A bit for each axis: x 1, y 2, z 4.</summary>
        public int Axes { get; }
    }

    public delegate void ClickHandler(object sender, ClickEventArgs e);
}
