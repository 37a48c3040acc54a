using System;
using System.Device.Gpio;
using System.Device.I2c;
using System.Reflection;
using System.Text;
using System.Threading;
using NanoLive.Hardware;

[assembly: AssemblyVersion("1.0.0.0")]

namespace NanoLive.Guest
{
    /// <summary>
    /// Every 100 ms: toggles pin 5, reads the sensor, publishes how many edges it counted on pin 4. The setting <c>do</c> names what else
    /// happens in the tenth step of a boot: throw, reboot, wait, sleep, thread, flash, forget (drops a pin).
    /// </summary>
    public sealed class TestGuest : IGuest
    {
        private const long PeriodUs = 100000;
        private const byte Sensor = 0x76;

        private static int s_boots;

        private IHardware _hardware;
        private GpioPin _output;
        private GpioPin _contact;
        private I2cDevice _sensor;
        private long _dueUs;
        private int _steps;
        private int _edges;

        public void Boot(IHardware hardware)
        {
            _hardware = hardware;
            s_boots++;
            hardware.Trace.Write("boots", "since the statics were made", s_boots, 0);
            if (hardware.Setting("do") == "throw-at-boot")
            {
                throw new InvalidOperationException("no boot today");
            }

            GpioController pins = new GpioController();
            _output = pins.OpenPin(5, PinMode.Output);
            _contact = pins.OpenPin(4, PinMode.InputPullUp);
            _contact.ValueChanged += OnContact;
            _sensor = I2cDevice.Create(new I2cConnectionSettings(1, Sensor));
            StartSensor();
            if (hardware.Network.Messages != null)
            {
                hardware.Network.Messages.Subscribe("to/#");
            }

            _dueUs = hardware.Clock.NowUs;
        }

        public long Step()
        {
            Receive();
            if (_hardware.Clock.NowUs < _dueUs)
            {
                return _dueUs;
            }

            _dueUs += PeriodUs;
            _steps++;
            _output.Toggle();
            Read();
            Publish("edges", _edges.ToString());
            if (_steps == 10)
            {
                Act(_hardware.Setting("do"));
            }

            return _dueUs;
        }

        private void Act(string what)
        {
            switch (what)
            {
                case "throw":
                    throw new InvalidOperationException("step " + _steps.ToString());
                case "reboot":
                    _hardware.Power.Reboot();
                    break;
                case "wait":
                    _hardware.Clock.Wait(250000);
                    break;
                case "sleep":
                    Thread.Sleep(1250);
                    break;
                case "thread":
                    new Thread(Throw).Start();
                    new Thread(SleepForever).Start();
                    break;
                case "flash":
                    _hardware.Trace.Write("fault", "erase", _hardware.Flash.Erase(0), 0);
                    _hardware.Trace.Write("fault", "program", _hardware.Flash.Program(0, 0, new byte[8], 0, 8), 0);
                    break;
                case "forget":
                    _output.Dispose();
                    _output = new GpioController().OpenPin(5, PinMode.Output);
                    break;
            }
        }

        private static void Throw()
        {
            throw new InvalidOperationException("on a thread of its own");
        }

        private static void SleepForever()
        {
            Thread.Sleep(Timeout.Infinite);
        }

        private void StartSensor()
        {
            _sensor.Write(new byte[] { 0xE0, 0xB6 });
            byte[] status = new byte[1];
            int polls = 0;
            do
            {
                _sensor.WriteRead(new byte[] { 0xF3 }, status);
            }
            while ((status[0] & 1) != 0 && ++polls < 200);

            byte[] calibration = new byte[26];
            _sensor.WriteRead(new byte[] { 0x88 }, calibration);
            _sensor.Write(new byte[] { 0xF2, 0x01 });
            _sensor.Write(new byte[] { 0xF5, 0x20 });
            _sensor.Write(new byte[] { 0xF4, 0x2F });
            _hardware.Trace.Write("sensor", "polls", polls, calibration[0] | (calibration[1] << 8));
        }

        private void Read()
        {
            byte[] data = new byte[8];
            I2cTransferResult result = _sensor.WriteRead(new byte[] { 0xF7 }, data);
            bool isThere = result.Status == I2cTransferStatus.FullTransfer;
            _hardware.Trace.Write("raw", isThere ? "temperature" : "nothing", (data[3] << 12) | (data[4] << 4) | (data[5] >> 4), 0);
        }

        private void Receive()
        {
            IMessageLink messages = _hardware.Network.Messages;
            string topic;
            byte[] payload;
            while (messages != null && messages.TryReceive(out topic, out payload))
            {
                Publish("echo", topic + " " + Encoding.UTF8.GetString(payload, 0, payload.Length));
            }
        }

        private void Publish(string name, string text)
        {
            if (_hardware.Network.Messages != null && _hardware.Network.Messages.IsConnected)
            {
                _hardware.Network.Messages.Publish("from/" + _hardware.Setting("device") + "/" + name, Encoding.UTF8.GetBytes(text), false);
            }
        }

        private void OnContact(object sender, PinValueChangedEventArgs arguments)
        {
            if (arguments.ChangeType == PinEventTypes.Falling)
            {
                _edges++;
            }
        }
    }
}
