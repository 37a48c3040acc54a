using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum AccelerationRange : byte
    {
        G2,
        G4,
        G8,
        G16,
    }

    public enum AccelerationRate : byte
    {
        Off,
        Hz1,
        Hz10,
        Hz25,
        Hz50,
        Hz100,
    }

    public enum FieldGain : byte
    {
        Gauss1,
        Gauss2,
        Gauss4,
        Gauss8,
    }

    public enum Position : byte
    {
        Unknown,
        Flat,
        Upside,
        LeftEdge,
        RightEdge,
        FrontEdge,
        BackEdge,
    }

    /// <summary>Three numbers, one for each axis.</summary>
    public class Axes
    {
        public int X;
        public int Y;
        public int Z;

        public void Set(int x, int y, int z)
        {
            X = x;
            Y = y;
            Z = z;
        }

        public int Largest()
        {
            int x = X < 0 ? -X : X;
            int y = Y < 0 ? -Y : Y;
            int z = Z < 0 ? -Z : Z;
            return x > y ? (x > z ? x : z) : (y > z ? y : z);
        }
    }

    /// <summary>A compass that knows how it is held: acceleration, magnetic field, their calibration, heading, taps, falls and steps.</summary>
    public class Lsm303
    {
        private const byte Control1 = 0x20;
        private const byte Control4 = 0x23;
        private const byte Control5 = 0x24;
        private const byte AccelerationData = 0x28;
        private const byte FifoControl = 0x2E;
        private const byte Interrupt1 = 0x30;
        private const byte Interrupt1Threshold = 0x32;
        private const byte Interrupt1Duration = 0x33;
        private const byte ClickControl = 0x38;
        private const byte ClickThreshold = 0x3A;
        private const byte FieldControlA = 0x60;
        private const byte FieldControlB = 0x61;
        private const byte FieldData = 0x68;
        private const byte TemperatureData = 0x0C;
        private const int Gravity = 1000;

        // Arc tangents of 2^-n, in hundredths of a degree.
        private static readonly int[] Angles = { 4500, 2657, 1404, 713, 358, 179, 90, 45, 22, 11, 6, 3 };

        private readonly I2cDevice _device;
        private readonly byte[] _block = new byte[6];
        private readonly byte[] _byte = new byte[1];
        private readonly Axes _acceleration = new Axes();
        private readonly Axes _field = new Axes();
        private readonly Axes _smooth = new Axes();
        private readonly Axes _least = new Axes();
        private readonly Axes _most = new Axes();
        private readonly int[] _headings = new int[8];
        private AccelerationRange _range = AccelerationRange.G2;
        private AccelerationRate _rate = AccelerationRate.Hz50;
        private FieldGain _gain = FieldGain.Gauss1;
        private Position _position = Position.Unknown;
        private int _headingAt;
        private int _headingCount;
        private int _headingCenti;
        private int _declinationCenti = 310;
        private int _pitchCenti;
        private int _rollCenti;
        private int _deciCelsius;
        private int _failures;
        private int _taps;
        private int _falls;
        private int _steps;
        private int _stepLow = 900;
        private int _stepHigh = 1150;
        private int _tapMilliG = 1400;
        private int _fallMilliG = 350;
        private bool _isAbove;
        private bool _isFalling;
        private bool _calibrates;

        public Lsm303(I2cDevice device)
        {
            _device = device;
            Write(Control5, 0x80);
            Write(FifoControl, 0x00);
            Range = _range;
            Rate = _rate;
            Gain = _gain;
            SetWakeUp(200, 5);
            SetClick(_tapMilliG);
            Write(FieldControlA, 0x9C);
            BeginCalibration();
            EndCalibration();
        }

        public Axes Acceleration
        {
            get { return _acceleration; }
        }

        public Axes Field
        {
            get { return _field; }
        }

        public Position Position
        {
            get { return _position; }
        }

        /// <summary>Hundredths of a degree, clockwise from true north.</summary>
        public int HeadingCenti
        {
            get { return _headingCenti; }
        }

        public int PitchCenti
        {
            get { return _pitchCenti; }
        }

        public int RollCenti
        {
            get { return _rollCenti; }
        }

        public int DeciCelsius
        {
            get { return _deciCelsius; }
        }

        public int Taps
        {
            get { return _taps; }
        }

        public int Falls
        {
            get { return _falls; }
        }

        public int Steps
        {
            get { return _steps; }
        }

        public int Failures
        {
            get { return _failures; }
        }

        /// <summary>By how much true north lies east of magnetic north, in hundredths of a degree.</summary>
        public int DeclinationCenti
        {
            get { return _declinationCenti; }
            set { _declinationCenti = value % 36000; }
        }

        public AccelerationRange Range
        {
            get
            {
                return _range;
            }

            set
            {
                _range = value;
                Write(Control4, 0x88 | ((int)value << 4));
            }
        }

        public AccelerationRate Rate
        {
            get
            {
                return _rate;
            }

            set
            {
                _rate = value;
                Write(Control1, 0x07 | ((int)value << 4));
            }
        }

        public FieldGain Gain
        {
            get
            {
                return _gain;
            }

            set
            {
                _gain = value;
                Write(FieldControlB, ((int)value + 1) << 5);
            }
        }

        /// <summary>Reads all sensors and what follows from them. False when the bus failed.</summary>
        public bool Update()
        {
            if (!TryReadAcceleration() || !TryReadField() || !TryReadTemperature())
            {
                _failures++;
                return false;
            }

            Smooth();
            Watch();
            Level();
            _position = Held();
            _headingCenti = Average(Heading());
            return true;
        }

        /// <summary>From now on the compass is turned around all its axes.</summary>
        public void BeginCalibration()
        {
            _calibrates = true;
            _least.Set(32767, 32767, 32767);
            _most.Set(-32768, -32768, -32768);
        }

        /// <summary>False when it was not turned far enough; the calibration is forgotten then.</summary>
        public bool EndCalibration()
        {
            _calibrates = false;
            if (_most.X - _least.X > 200 && _most.Y - _least.Y > 200 && _most.Z - _least.Z > 200)
            {
                return true;
            }

            _least.Set(0, 0, 0);
            _most.Set(0, 0, 0);
            return false;
        }

        /// <summary>Interrupts while an axis is accelerated more than this for so many samples.</summary>
        public void SetWakeUp(int milliG, int samples)
        {
            Write(Interrupt1Threshold, Steps7(milliG));
            Write(Interrupt1Duration, samples & 0x7F);
            Write(Interrupt1, 0x2A);
        }

        public void SetClick(int milliG)
        {
            _tapMilliG = milliG;
            Write(ClickThreshold, Steps7(milliG));
            Write(ClickControl, 0x15);
        }

        public void SetSteps(int low, int high)
        {
            _stepLow = low;
            _stepHigh = high;
        }

        /// <summary>The direction as a sailor says it, 0 to 15 for N, NNE, NE, ...</summary>
        public int Point()
        {
            return ((_headingCenti + 1125) / 2250) % 16;
        }

        /// <summary>How far to turn for a course, -180.00 to 180.00 degrees.</summary>
        public int TurnTo(int courseCenti)
        {
            int turn = (courseCenti - _headingCenti) % 36000;
            return turn > 18000 ? turn - 36000 : turn < -18000 ? turn + 36000 : turn;
        }

        /// <summary>How strong the field is, in milligauss.</summary>
        public int Strength()
        {
            return Root((_field.X * _field.X) + (_field.Y * _field.Y) + (_field.Z * _field.Z));
        }

        private static int Word(byte high, byte low)
        {
            return (short)((high << 8) | low);
        }

        private static int Root(int value)
        {
            int root = 0;
            for (int bit = 1 << 15; bit > 0; bit >>= 1)
            {
                int tried = root | bit;
                if (tried <= 46340 && tried * tried <= value)
                {
                    root = tried;
                }
            }

            return root;
        }

        /// <summary>The angle of a point seen from the origin, -180.00 to 180.00 degrees, by rotating it to the axis.</summary>
        private static int Angle(int y, int x)
        {
            int angle = 0;
            if (x < 0)
            {
                angle = y < 0 ? -18000 : 18000;
                x = -x;
                y = -y;
            }

            x <<= 4;
            y <<= 4;
            for (int i = 0; i < Angles.Length; i++)
            {
                int turned = y >> i;
                if (y > 0)
                {
                    y -= x >> i;
                    x += turned;
                    angle += Angles[i];
                }
                else
                {
                    y += x >> i;
                    x -= turned;
                    angle -= Angles[i];
                }
            }

            return angle;
        }

        private int Steps7(int milliG)
        {
            int steps = milliG / (16 << (int)_range);
            return steps > 127 ? 127 : steps;
        }

        private bool TryReadBlock(byte register)
        {
            return _device.WriteRead(new byte[] { (byte)(register | 0x80) }, _block).Status == I2cTransferStatus.FullTransfer;
        }

        private bool TryReadAcceleration()
        {
            if (!TryReadBlock(AccelerationData))
            {
                return false;
            }

            // Twelve bits, on the left; a step is 1, 2, 4 or 12 thousandths of g.
            int step = _range == AccelerationRange.G16 ? 12 : 1 << (int)_range;
            _acceleration.Set((Word(_block[1], _block[0]) >> 4) * step, (Word(_block[3], _block[2]) >> 4) * step, (Word(_block[5], _block[4]) >> 4) * step);
            return true;
        }

        private bool TryReadField()
        {
            if (!TryReadBlock(FieldData))
            {
                return false;
            }

            int x = Word(_block[1], _block[0]) >> 4;
            int y = Word(_block[3], _block[2]) >> 4;
            int z = Word(_block[5], _block[4]) >> 4;
            if (_calibrates)
            {
                Note(x, y, z);
            }

            int scale = 1 + (int)_gain;
            _field.Set((x - ((_most.X + _least.X) / 2)) * scale, (y - ((_most.Y + _least.Y) / 2)) * scale, (z - ((_most.Z + _least.Z) / 2)) * scale);
            return true;
        }

        private void Note(int x, int y, int z)
        {
            _least.Set(x < _least.X ? x : _least.X, y < _least.Y ? y : _least.Y, z < _least.Z ? z : _least.Z);
            _most.Set(x > _most.X ? x : _most.X, y > _most.Y ? y : _most.Y, z > _most.Z ? z : _most.Z);
        }

        private bool TryReadTemperature()
        {
            if (_device.WriteRead(new byte[] { TemperatureData }, _byte).Status != I2cTransferStatus.FullTransfer)
            {
                return false;
            }

            _deciCelsius = 250 + ((sbyte)_byte[0] * 10);
            return true;
        }

        private void Smooth()
        {
            _smooth.X += (_acceleration.X - _smooth.X) / 4;
            _smooth.Y += (_acceleration.Y - _smooth.Y) / 4;
            _smooth.Z += (_acceleration.Z - _smooth.Z) / 4;
        }

        /// <summary>Counts taps, falls and steps, each once.</summary>
        private void Watch()
        {
            int size = Root((_acceleration.X * _acceleration.X) + (_acceleration.Y * _acceleration.Y) + (_acceleration.Z * _acceleration.Z));
            if (_acceleration.Largest() > _tapMilliG)
            {
                _taps++;
            }

            if (size < _fallMilliG && !_isFalling)
            {
                _falls++;
            }

            _isFalling = size < _fallMilliG;
            if (size > _stepHigh && !_isAbove)
            {
                _isAbove = true;
            }
            else if (size < _stepLow && _isAbove)
            {
                _isAbove = false;
                _steps++;
            }
        }

        private void Level()
        {
            int across = Root((_smooth.Y * _smooth.Y) + (_smooth.Z * _smooth.Z));
            _pitchCenti = Angle(-_smooth.X, across);
            _rollCenti = Angle(_smooth.Y, _smooth.Z);
        }

        private Position Held()
        {
            int most = _smooth.Largest();
            if (most < Gravity / 2)
            {
                return Position.Unknown;
            }

            if (_smooth.Z == most || _smooth.Z == -most)
            {
                return _smooth.Z > 0 ? Position.Flat : Position.Upside;
            }

            return _smooth.X == most ? Position.LeftEdge : _smooth.X == -most ? Position.RightEdge : _smooth.Y > 0 ? Position.FrontEdge : Position.BackEdge;
        }

        /// <summary>Where the front points, had the compass been level.</summary>
        private int Heading()
        {
            int gravity = Root((_smooth.X * _smooth.X) + (_smooth.Y * _smooth.Y) + (_smooth.Z * _smooth.Z));
            if (gravity == 0)
            {
                return _headingCenti;
            }

            int down = ((_field.X * _smooth.X) + (_field.Y * _smooth.Y) + (_field.Z * _smooth.Z)) / gravity;
            int north = _field.X - (down * _smooth.X / gravity);
            int east = ((_field.Y * _smooth.Z) - (_field.Z * _smooth.Y)) / gravity;
            int heading = Angle(-east, north) + _declinationCenti;
            return heading < 0 ? heading + 36000 : heading % 36000;
        }

        private int Average(int heading)
        {
            _headings[_headingAt] = heading;
            _headingAt = (_headingAt + 1) % _headings.Length;
            _headingCount = _headingCount < _headings.Length ? _headingCount + 1 : _headingCount;
            int sum = 0;
            for (int i = 0; i < _headingCount; i++)
            {
                sum += _headings[i];
            }

            return sum / _headingCount;
        }

        private void Write(byte register, int value)
        {
            if (_device.Write(new byte[] { register, (byte)value }).Status != I2cTransferStatus.FullTransfer)
            {
                _failures++;
            }
        }
    }
}
