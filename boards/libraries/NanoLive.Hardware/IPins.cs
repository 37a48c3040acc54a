namespace NanoLive.Hardware
{
    /// <summary>The board's pins. Levels: true is high. A pin that no part drives reads low, or high with a pull-up.</summary>
    public interface IPins
    {
        int Count { get; }

        /// <summary>Sets direction and pull: the numbers of System.Device.Gpio.PinMode. A change of mode is recorded.</summary>
        void SetMode(int pin, int mode);

        bool Read(int pin);

        void Write(int pin, bool high);

        /// <summary>Arms the edge interrupt of a pin; null disarms it. At most one listener a pin: the interrupt controller has one line each.</summary>
        void Listen(int pin, IEdgeListener listener);

        /// <summary>The pin goes back to its reset state: input, no pull, no interrupt. Recorded as a release.</summary>
        void Release(int pin);
    }
}
