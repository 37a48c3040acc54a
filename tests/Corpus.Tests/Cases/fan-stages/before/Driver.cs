using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum Stage : byte
    {
        Off,
        Low,
        High,
    }

    /// <summary>What a fan did last.</summary>
    public class Turn
    {
        public Stage Stage = Stage.Low;
        public int Count;
    }

    /// <summary>A fan with stages.</summary>
    public class Fan
    {
        private readonly Turn _last = new Turn();
        private Stage _stage = Stage.High;
        private PinMode _wiring = PinMode.Output;
        private DayOfWeek _serviced = DayOfWeek.Thursday;

        public int Step(int celsius)
        {
            Stage stage = For(celsius);
            if (stage != _stage)
            {
                _last.Stage = _stage;
                _last.Count++;
                _stage = stage;
                _wiring = stage == Stage.Off ? PinMode.Input : PinMode.Output;
                _serviced = _serviced == DayOfWeek.Saturday ? DayOfWeek.Sunday : _serviced + 1;
            }

            return ((((((int)_stage * 10) + (int)_wiring) * 10) + (int)_serviced) * 1000) + ((int)_last.Stage * 100) + _last.Count;
        }

        private Stage For(int celsius)
        {
            return celsius % 40 > 30 ? Stage.High : celsius % 40 > 15 ? Stage.Low : Stage.Off;
        }
    }
}
