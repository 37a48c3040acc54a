using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>What is set for one input of the converter, and what was measured there.</summary>
    public class AdcChannel
    {
        public int Input;
        public int Gain = 2;
        public int Quiet;
        public int Raw;
        public int MicroVolts;
        public int Lowest = int.MaxValue;
        public int Highest = int.MinValue;
        public int Samples;

        public void Take(int raw, int microVolts)
        {
            Raw = raw;
            MicroVolts = microVolts;
            Lowest = microVolts < Lowest ? microVolts : Lowest;
            Highest = microVolts > Highest ? microVolts : Highest;
            Samples++;
        }
    }

    /// <summary>A converter of 16 bits with four inputs, ranges, rates and a comparator.</summary>
    public class Ads1115
    {
        private const byte Conversion = 0;
        private const byte Configuration = 1;
        private const byte Low = 2;
        private const byte High = 3;
        private static readonly int[] Ranges = { 6144, 4096, 2048, 1024, 512, 256 };
        private static readonly int[] Rates = { 8, 16, 32, 64, 128, 250, 475, 860 };

        private readonly I2cDevice _device;
        private readonly AdcChannel[] _channels = new AdcChannel[4];
        private readonly byte[] _answer = new byte[2];
        private readonly byte[] _command = new byte[3];
        private int _rate = 4;
        private int _comparator = 3;
        private bool _isContinuous;
        private int _current;
        private int _failures;
        private int _rounds;
        private AdcChannel _first;

        public Ads1115(I2cDevice device)
        {
            _device = device;
            for (int i = 0; i < _channels.Length; i++)
            {
                _channels[i] = new AdcChannel();
                _channels[i].Input = i;
            }

            _first = _channels[0];
            Configure(_first, false);
        }

        public int Failures
        {
            get { return _failures; }
        }

        public AdcChannel Channel(int input)
        {
            return _channels[input & 3];
        }

        public void SetRate(int perSecond)
        {
            _rate = 0;
            while (_rate < Rates.Length - 1 && Rates[_rate] < perSecond)
            {
                _rate++;
            }
        }

        public void SetContinuous(bool isContinuous)
        {
            _isContinuous = isContinuous;
            Configure(_channels[_current], true);
        }

        /// <summary>The comparator asserts its pin outside of the window, after 1, 2 or 4 conversions.</summary>
        public void SetWindow(int lowMicroVolts, int highMicroVolts, int conversions)
        {
            int range = Ranges[_channels[_current].Gain];
            WriteWord(Low, (int)(lowMicroVolts * 32768L / (range * 1000L)));
            WriteWord(High, (int)(highMicroVolts * 32768L / (range * 1000L)));
            _comparator = conversions >= 4 ? 2 : conversions >= 2 ? 1 : conversions >= 1 ? 0 : 3;
            Configure(_channels[_current], true);
        }

        public bool Sample(int input)
        {
            AdcChannel channel = _channels[input & 3];
            _current = input & 3;
            Configure(channel, true);
            int raw;
            if (!TryReadWord(Conversion, out raw))
            {
                _failures++;
                return false;
            }

            int value = (short)raw;
            channel.Take(value, (int)(value * (long)Ranges[channel.Gain] * 1000L >> 15));
            Range(channel, value);
            return true;
        }

        public int Difference(int positive, int negative)
        {
            return Channel(positive).MicroVolts - Channel(negative).MicroVolts;
        }

        public int Average(int input, int samples)
        {
            long sum = 0;
            int taken = 0;
            for (int i = 0; i < samples; i++)
            {
                if (Sample(input))
                {
                    sum += Channel(input).MicroVolts;
                    taken++;
                }
            }

            return taken == 0 ? 0 : (int)(sum / taken);
        }

        public string Round(int n)
        {
            _rounds++;
            Sample(n);
            AdcChannel channel = Channel(n);
            string text = channel.Input + " " + channel.Gain + " " + channel.Raw + " " + channel.MicroVolts + " " + Average(n + 1, 3) + " " + Difference(0, 1);
            if (n % 5 == 0)
            {
                SetWindow(channel.Lowest, channel.Highest, n % 4);
                SetRate(n * 10);
            }

            return text + " " + _rate + " " + _comparator + " " + _rounds;
        }

        private void Range(AdcChannel channel, int value)
        {
            int magnitude = value < 0 ? -value : value;
            if (magnitude > 31000 && channel.Gain > 0)
            {
                channel.Gain--;
            }
            else if (magnitude < 8000 && channel.Gain < Ranges.Length - 1 && channel.Quiet++ > 2)
            {
                channel.Gain++;
                channel.Quiet = 0;
            }
        }

        private void Configure(AdcChannel channel, bool start)
        {
            int value = (start && !_isContinuous ? 0x8000 : 0) | ((4 + channel.Input) << 12) | (channel.Gain << 9) | (_isContinuous ? 0 : 0x100) | (_rate << 5) | _comparator;
            WriteWord(Configuration, value);
        }

        private bool TryReadWord(byte register, out int value)
        {
            I2cTransferResult result = _device.WriteRead(new byte[] { register }, _answer);
            value = (_answer[0] << 8) | _answer[1];
            return result.Status == I2cTransferStatus.FullTransfer;
        }

        private void WriteWord(byte register, int value)
        {
            _command[0] = register;
            _command[1] = (byte)(value >> 8);
            _command[2] = (byte)value;
            _device.Write(_command);
        }
    }
}
