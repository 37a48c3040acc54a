namespace Drivers
{
    /// <summary>How long it measures.</summary>
    public enum MeasurementTime
    {
        Ms160 = 0,
        Ms320 = 1,
        Ms640 = 2,
        Ms1280 = 3,
        Ms2560 = 4,
        Ms5120 = 5,
    }

    /// <summary>What counts are multiplied by.</summary>
    public enum AdcGain
    {
        X1 = 0,
        X2 = 1,
        X16 = 2,
    }

    /// <summary>Which channel an interrupt looks at.</summary>
    public enum InterruptSource
    {
        Red = 0,
        Green = 1,
        Blue = 2,
        Clear = 3,
    }

    /// <summary>When the interrupt's pin changes.</summary>
    public enum LatchBehaviour
    {
        LatchUntilRead = 0,
        LatchEachMeasurement = 1,
    }

    /// <summary>Counts of the four channels.</summary>
    public struct ColourCounts
    {
        public int Red;
        public int Green;
        public int Blue;
        public int Clear;

        public override string ToString()
        {
            return Red + "," + Green + "," + Blue + "," + Clear;
        }
    }
}
