using System.Device.I2c;
using Corpus;
using Drivers;
using NanoLive.Objects;
using NanoLive.Update;

namespace Weather
{
    public sealed class Application : IApplication
    {
        public void Build(LiveBoard board)
        {
            Entry driver = board.Table
                .Define("driver", typeof(Drv2605), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Drv2605.DefaultI2cAddress)));
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
        }

        protected override string Step(int n, long nowMs)
        {
            Drv2605 motor = (Drv2605)_driver.Target;
            switch (n % 18)
            {
                case 1:
                    motor.SetVoltages(400 + (n % 5 * 200) + 200, 3000);
                    motor.BeginCalibration();
                    break;
                case 9:
                    motor.Play(Effect.StrongBuzz);
                    break;
                case 12:
                    Announce(motor, n);
                    break;
                case 16:
                    motor.SetStrength(n % 128);
                    break;
                case 17:
                    motor.Mode = HapticMode.InternalTrigger;
                    break;
            }

            bool isFinished = motor.FinishCalibration();
            motor.CheckFaults();
            return isFinished + " " + motor.IsCalibrated + " " + motor.Compensation + " " + motor.BackForce + " " + motor.IsPlaying + " " + motor.Played + " " + motor.Refused
                + " " + motor.SupplyMillivolts + " " + motor.ResonanceDecihertz + " " + motor.Faults + " " + motor.Errors + " " + motor;
        }

        private void Announce(Drv2605 motor, int n)
        {
            motor.SetEffect(0, Effect.DoubleClick);
            motor.SetEffect(1, Effect.LongBuzz);
            motor.SetEffect(2, n % 36 == 12 ? Effect.SharpTick : Effect.None);
            motor.Play();
        }
    }
}
