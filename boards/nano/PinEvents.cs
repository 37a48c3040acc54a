using System.Device.Gpio;

namespace NanoLive.Board
{
    // A mutable static, as LibraryEvents has one; a board has no others. What a driver subscribes has to reach the board that runs the driver, and a pin, which is the
    // firmware's, leads to none; the prepared code was compiled without knowing of boards and passes nothing else. A CLR runs one board, a
    // simulated board has a load context and so a static of its own, and a reboot clears it with everything else.

    /// <summary>
    /// What prepared releases and patches call in the place of <c>GpioPin.ValueChanged</c>'s accessors, so that the board knows each
    /// subscription from its beginning to its end, whoever makes it and when. They are named as accessors are: they are recognised by that.
    /// </summary>
    public static class PinEvents
    {
        /// <summary>Null: no board runs here, and the pins' events are what they always were.</summary>
        internal static PinInterrupts Running;

        /// <summary>In the place of <c>pin.ValueChanged += handler</c>.</summary>
        public static void add_ValueChanged(GpioPin pin, PinValueChangedEventHandler handler)
        {
            if (Running == null)
            {
                pin.ValueChanged += handler;
            }
            else
            {
                Running.Add(pin, handler);
            }
        }

        /// <summary>In the place of <c>pin.ValueChanged -= handler</c>.</summary>
        public static void remove_ValueChanged(GpioPin pin, PinValueChangedEventHandler handler)
        {
            if (Running == null)
            {
                pin.ValueChanged -= handler;
            }
            else
            {
                Running.Remove(pin, handler);
            }
        }
    }
}
