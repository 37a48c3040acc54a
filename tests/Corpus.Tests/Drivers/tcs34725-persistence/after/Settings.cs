namespace Drivers
{
    /// <summary>What the photodiodes' currents are multiplied by.</summary>
    public enum Gain
    {
        X1 = 0,
        X4 = 1,
        X16 = 2,
        X60 = 3,
    }

    /// <summary>How many measurements in a row have to be beyond a threshold for an interrupt.</summary>
    public enum Persistence
    {
        Every = 0,
        Of1 = 1,
        Of2 = 2,
        Of3 = 3,
        Of5 = 4,
        Of10 = 5,
        Of15 = 6,
    }

    /// <summary>A measurement of all four channels.</summary>
    public sealed class Colour
    {
        internal Colour(int clear, int red, int green, int blue)
        {
            Clear = clear;
            Red = red;
            Green = green;
            Blue = blue;
        }

        public int Clear { get; }

        public int Red { get; }

        public int Green { get; }

        public int Blue { get; }

        /// <summary>24 bits, red highest, each as its part of what is clear.</summary>
        public int ToRgb()
        {
            return Clear == 0 ? 0 : (Part(Red) << 16) | (Part(Green) << 8) | Part(Blue);
        }

        private int Part(int channel)
        {
            int part = channel * 255 / Clear;
            return part > 255 ? 255 : part;
        }
    }
}
