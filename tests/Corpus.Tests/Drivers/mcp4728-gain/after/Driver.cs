using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The converter MCP4728: four outputs with reference, gain and rest each, ramps, and what they begin with after a power cut.</summary>
    public class Mcp4728 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x60;
        public const int Channels = 4;
        public const int FullScale = 4095;

        private const byte ReadyBit = 0x80;
        private const int ReadLength = 24;
        private const int BytesPerChannel = 6;

        private readonly DacChannel[] _channels = new DacChannel[Channels];
        private readonly byte[] _registers = new byte[ReadLength];
        private readonly int _supplyMillivolts;
        private I2cDevice _i2cDevice;
        private int _writes;
        private int _stores;
        private int _busy;
        private int _mismatches;
        private int _errors;

        public Mcp4728(I2cDevice i2cDevice) : this(i2cDevice, 3300)
        {
        }

        /// <param name="i2cDevice">The device to talk to.</param>
        /// <param name="supplyMillivolts">2700 to 5500.</param>
        public Mcp4728(I2cDevice i2cDevice, int supplyMillivolts)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            if (supplyMillivolts < 2700 || supplyMillivolts > 5500)
            {
                throw new ArgumentOutOfRangeException(nameof(supplyMillivolts));
            }

            _supplyMillivolts = supplyMillivolts;
            for (int i = 0; i < Channels; i++)
            {
                _channels[i] = new DacChannel(i);
            }

            Load();
        }

        public int Writes
        {
            get { return _writes; }
        }

        public int Stores
        {
            get { return _stores; }
        }

        /// <summary>Stores that had to wait for an earlier one.</summary>
        public int Busy
        {
            get { return _busy; }
        }

        /// <summary>Outputs that had another value than they were given.</summary>
        public int Mismatches
        {
            get { return _mismatches; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public DacChannel Channel(int channel)
        {
            if (channel < 0 || channel >= Channels)
            {
                throw new ArgumentOutOfRangeException(nameof(channel));
            }

            return _channels[channel];
        }

        public int Millivolts(int channel)
        {
            return Channel(channel).Millivolts(_supplyMillivolts);
        }

        /// <summary>Gives out a part of the output's full scale.</summary>
        public void SetValue(int channel, int value)
        {
            if (value < 0 || value > FullScale)
            {
                throw new ArgumentOutOfRangeException(nameof(value));
            }

            DacChannel output = Channel(channel);
            output.RampSteps = 0;
            output.Value = value;
            WriteChannel(Command.MultipleWrite, output);
        }

        /// <summary>Gives out a voltage, as near as it gets.</summary>
        public void SetMillivolts(int channel, int millivolts)
        {
            DacChannel output = Channel(channel);
            int full = output.Reference == VoltageReference.Supply ? _supplyMillivolts : output.Gain == OutputGain.X2 ? 4096 : 2048;
            if (millivolts < 0 || millivolts > full)
            {
                throw new ArgumentOutOfRangeException(nameof(millivolts));
            }

            int value = millivolts * 4096 / full;
            SetValue(channel, value > FullScale ? FullScale : value);
        }

        /// <summary>All four at once, which the part does faster than one after the other.</summary>
        public void SetValues(int a, int b, int c, int d)
        {
            int[] values = { a, b, c, d };
            byte[] bytes = new byte[2 * Channels];
            for (int i = 0; i < Channels; i++)
            {
                if (values[i] < 0 || values[i] > FullScale)
                {
                    throw new ArgumentOutOfRangeException("value");
                }

                _channels[i].Value = values[i];
                _channels[i].RampSteps = 0;
                bytes[2 * i] = (byte)((int)Command.FastWrite | ((int)_channels[i].PowerDown << 4) | (values[i] >> 8));
                bytes[(2 * i) + 1] = (byte)values[i];
            }

            Write(bytes);
        }

        public void SetReference(int channel, VoltageReference reference)
        {
            Channel(channel).Reference = reference;
            WriteReferences();
        }

        public void SetGain(int channel, OutputGain gain)
        {
            Channel(channel).Gain = gain;
            WriteGains();
        }

        public void SetPowerDown(int channel, PowerDown powerDown)
        {
            DacChannel output = Channel(channel);
            output.PowerDown = powerDown;
            WriteChannel(Command.MultipleWrite, output);
        }

        /// <summary>Goes to a value in so many steps, one a call of <see cref="Advance"/>.</summary>
        public void Ramp(int channel, int value, int steps)
        {
            if (steps < 1 || value < 0 || value > FullScale)
            {
                throw new ArgumentOutOfRangeException(nameof(steps));
            }

            DacChannel output = Channel(channel);
            output.RampTo = value;
            output.RampSteps = steps;
        }

        /// <summary>A step of every ramp; how many are still on their way.</summary>
        public int Advance()
        {
            int moving = 0;
            for (int i = 0; i < Channels; i++)
            {
                DacChannel output = _channels[i];
                if (output.RampSteps > 0)
                {
                    output.Value = output.Step();
                    WriteChannel(Command.MultipleWrite, output);
                    moving += output.RampSteps > 0 ? 1 : 0;
                }
            }

            return moving;
        }

        /// <summary>An output begins with what it gives out now after a power cut; false while the part is busy.</summary>
        public bool Store(int channel)
        {
            if (!ReadAll() || (_registers[0] & ReadyBit) == 0)
            {
                _busy++;
                return false;
            }

            _stores++;
            WriteChannel(Command.SingleWrite, Channel(channel));
            return true;
        }

        /// <summary>Compares what the part has with what it was given.</summary>
        public bool Verify()
        {
            if (!ReadAll())
            {
                return false;
            }

            bool isSame = true;
            for (int i = 0; i < Channels; i++)
            {
                if (Word(i * BytesPerChannel) != Bits(_channels[i]))
                {
                    _mismatches++;
                    isSame = false;
                }
            }

            return isSame;
        }

        /// <summary>The value that an output has after a power cut.</summary>
        public int Stored(int channel)
        {
            return ReadAll() ? Word((Channel(channel).Number * BytesPerChannel) + 3) & 0x0FFF : -1;
        }

        public override string ToString()
        {
            string text = "";
            for (int i = 0; i < Channels; i++)
            {
                text += (i == 0 ? "" : " ") + Millivolts(i) + "mV";
            }

            return text;
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static int Bits(DacChannel output)
        {
            return ((int)output.Reference << 15) | ((int)output.PowerDown << 13) | ((int)output.Gain << 12) | output.Value;
        }

        private void Load()
        {
            if (!ReadAll())
            {
                throw new SystemException("no MCP4728");
            }

            for (int i = 0; i < Channels; i++)
            {
                int bits = Word(i * BytesPerChannel);
                _channels[i].Value = bits & 0x0FFF;
                _channels[i].Gain = (OutputGain)((bits >> 12) & 1);
                _channels[i].PowerDown = (PowerDown)((bits >> 13) & 3);
                _channels[i].Reference = (VoltageReference)((bits >> 15) & 1);
            }
        }

        private int Word(int at)
        {
            return (_registers[at + 1] << 8) | _registers[at + 2];
        }

        private void WriteChannel(Command command, DacChannel output)
        {
            int bits = Bits(output);
            Write(new byte[] { (byte)((int)command | (output.Number << 1)), (byte)(bits >> 8), (byte)bits });
        }

        private void WriteReferences()
        {
            int bits = 0;
            for (int i = 0; i < Channels; i++)
            {
                bits = _channels[i].Reference == VoltageReference.Internal ? bits | (8 >> i) : bits;
            }

            Write(new byte[] { (byte)((int)Command.References | bits) });
        }

        private void WriteGains()
        {
            int bits = 0;
            for (int i = 0; i < Channels; i++)
            {
                bits = _channels[i].Gain == OutputGain.X2 ? bits | (8 >> i) : bits;
            }

            Write(new byte[] { (byte)((int)Command.Gains | bits) });
        }

        private bool ReadAll()
        {
            if (_i2cDevice.Read(_registers).Status == I2cTransferStatus.FullTransfer)
            {
                return true;
            }

            _errors++;
            return false;
        }

        private void Write(byte[] bytes)
        {
            _writes++;
            if (_i2cDevice.Write(bytes).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }
        }
    }
}
