using System;
using System.Device.Gpio;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    /// <summary>Pin 2 is wired to pin 3, pin 4 to pin 5, and so on.</summary>
    [TestClass]
    public class GpioTests
    {
        [TestMethod]
        public void What_an_output_drives_an_input_reads()
        {
            GpioController controller = new GpioController();
            GpioPin output = controller.OpenPin(2, PinMode.Output);
            GpioPin input = controller.OpenPin(3, PinMode.Input);
            output.Write(PinValue.High);
            Assert.IsTrue(input.Read() == PinValue.High);
            output.Toggle();
            Assert.IsTrue(controller.Read(3) == PinValue.Low);
            Assert.IsTrue(controller.GetPinMode(2) == PinMode.Output);
        }

        [TestMethod]
        public void An_open_pin_cannot_be_opened_again()
        {
            GpioController first = new GpioController();
            GpioController second = new GpioController();
            first.OpenPin(6);
            Assert.IsTrue(second.IsPinOpen(6));
            Assert.ThrowsException(typeof(InvalidOperationException), () => second.OpenPin(6));
            second.ClosePin(6);
            Assert.IsFalse(first.IsPinOpen(6));
            first.OpenPin(6);
            Assert.ThrowsException(typeof(InvalidOperationException), () => first.OpenPin(1000));
        }

        [TestMethod]
        public void Disposing_any_controller_closes_every_pin()
        {
            GpioController one = new GpioController();
            GpioController other = new GpioController();
            GpioPin pin = one.OpenPin(8, PinMode.Output);
            other.Dispose();
            Assert.IsFalse(one.IsPinOpen(8));
            Assert.ThrowsException(typeof(ObjectDisposedException), () => pin.Write(PinValue.High));
            Assert.ThrowsException(typeof(ObjectDisposedException), () => pin.Read());
        }

        [TestMethod]
        public void Edges_reach_the_handlers_of_an_input_until_they_are_removed()
        {
            GpioController controller = new GpioController();
            GpioPin output = controller.OpenPin(10, PinMode.Output);
            GpioPin input = controller.OpenPin(11, PinMode.InputPullDown);
            int rising = 0;
            int falling = 0;
            PinValueChangedEventHandler handler = (sender, e) =>
            {
                Assert.AreEqual(11, e.PinNumber);
                Assert.AreSame(input, sender);
                if (e.ChangeType == PinEventTypes.Rising)
                {
                    rising++;
                }
                else
                {
                    falling++;
                }
            };
            input.ValueChanged += handler;
            output.Write(PinValue.High);
            output.Write(PinValue.Low);
            output.Write(PinValue.High);
            input.ValueChanged -= handler;
            output.Write(PinValue.Low);
            Assert.AreEqual(2, rising);
            Assert.AreEqual(1, falling);
        }

        [TestMethod]
        public void A_callback_by_number_gets_only_the_edges_it_asked_for()
        {
            GpioController controller = new GpioController();
            GpioPin output = controller.OpenPin(12, PinMode.Output);
            controller.OpenPin(13, PinMode.Input);
            int calls = 0;
            PinChangeEventHandler callback = (sender, e) => calls++;
            controller.RegisterCallbackForPinValueChangedEvent(13, PinEventTypes.Falling, callback);
            output.Write(PinValue.High);
            output.Write(PinValue.Low);
            Assert.AreEqual(1, calls);
            controller.UnregisterCallbackForPinValueChangedEvent(13, callback);
            output.Write(PinValue.High);
            output.Write(PinValue.Low);
            Assert.AreEqual(1, calls);
        }

        [TestMethod]
        public void Writing_an_input_is_refused_and_toggling_it_does_nothing()
        {
            GpioPin input = new GpioController().OpenPin(15, PinMode.Input);
            Assert.ThrowsException(typeof(ArgumentException), () => input.Write(PinValue.High));
            input.Toggle();
            Assert.IsTrue(input.Read() == PinValue.Low);
        }
    }
}
