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
                .Define("driver", typeof(Axp209), typeof(I2cDevice))
                .Create("driver", I2cDevice.Create(new I2cConnectionSettings(1, Axp209.DefaultI2cAddress)));
            Entry use = board.Table
                .Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry))
                .Create("use", board, driver);
            Script.Start(board, driver, use);
        }
    }

    public class Use : Script
    {
        private readonly Entry _driver;
        private string _said = "";

        public Use(LiveBoard board, Entry driver) : base(board)
        {
            _driver = driver;
            ((Axp209)driver.Target).SupplyChanged += Changed;
        }

        protected override string Step(int n, long nowMs)
        {
            Axp209 power = (Axp209)_driver.Target;
            _said = "";
            if (n % 9 == 4)
            {
                power.SetCharging(n % 18 == 4, (ChargeTarget)(n % 4), 300 + (n % 12 * 100));
                power.SetWarning(3300 + n);
                power.SetPowerKey((PowerKeyTime)(n % 4), true);
            }

            if (n % 7 == 2)
            {
                power.Store(n % 8, new byte[] { (byte)n, (byte)(n >> 1) });
                power.SwitchOutput(PowerOutput.Ldo3, n % 2 == 0);
            }

            power.Refresh(nowMs);
            Supply(power, n);
            return power + " " + Voltages(power) + " " + power.Temperature + " " + power.BatteryCurrent + " " + power.ChargeMilliampereHours + " " + power.IsSupplied + " " + power.IsOn(PowerOutput.Ldo3)
                + " " + power.Stored(n % 12) + " " + power.Supplies + " " + power.Losses + " " + power.Errors + _said;
        }

        private void Supply(Axp209 power, int n)
        {
            PowerOutput output = n % 4 == 0 ? PowerOutput.Dcdc2 : n % 4 == 1 ? PowerOutput.Ldo2 : n % 4 == 2 ? PowerOutput.Ldo3 : PowerOutput.Ldo4;
            power.SetVoltage(output, 1.8 + (n % 19 * 0.025));
        }

        private string Voltages(Axp209 power)
        {
            return Millivolts(power.BatteryVoltage) + "/" + Millivolts(power.SupplyVoltage) + "/" + Millivolts(power.GetVoltage(PowerOutput.Ldo2)) + "/" + Millivolts(power.GetVoltage(PowerOutput.Ldo4));
        }

        private int Millivolts(double volts)
        {
            return (int)((volts * 1000) + 0.5);
        }

        private void Changed(object sender, SupplyEventArgs e)
        {
            _said = e.IsThere ? " supplied" : " on battery";
        }
    }
}
