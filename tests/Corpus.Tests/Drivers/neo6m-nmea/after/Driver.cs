using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Reads the sentences of a satellite receiver byte by byte: position, speed, satellites, time, with their checksums.</summary>
    public class NmeaReceiver
    {
        private const int MaxLength = 82;
        private readonly char[] _line = new char[MaxLength];
        private readonly string[] _fields = new string[20];
        private int _length;
        private int _fieldCount;
        private bool _isInside;
        private int _sentences;
        private int _damaged;
        private int _unknown;
        private int _latitude;
        private int _longitude;
        private int _altitudeDm;
        private int _satellites;
        private int _quality;
        private int _speedMmPerS;
        private int _course;
        private int _secondOfDay;
        private int _date;
        private int _dilution;
        private int _inView;
        private int _strongest;
        private long _fixAtMs;

        public NmeaReceiver()
        {
            _latitude = int.MinValue;
            _longitude = int.MinValue;
        }

        public bool HasFix
        {
            get { return _quality > 0; }
        }

        public int Latitude
        {
            get { return _latitude; }
        }

        public int Longitude
        {
            get { return _longitude; }
        }

        public int SpeedMmPerS
        {
            get { return _speedMmPerS; }
        }

        public int SecondOfDay
        {
            get { return _secondOfDay; }
        }

        public int Damaged
        {
            get { return _damaged; }
        }

        public void Take(char character, long nowMs)
        {
            if (character == '$')
            {
                _isInside = true;
                _length = 0;
                return;
            }

            if (!_isInside)
            {
                return;
            }

            if (character == '\r' || character == '\n')
            {
                _isInside = false;
                Finish(nowMs);
            }
            else if (_length == MaxLength)
            {
                _isInside = false;
                _damaged++;
            }
            else
            {
                _line[_length++] = character;
            }
        }

        /// <summary>Feeds three sentences and says what they made of the state.</summary>
        public string Round(int n, long nowMs)
        {
            Feed("GPGGA," + Time(n) + ",48" + Two(n % 60) + ".1250," + (n % 3 == 0 ? "S" : "N") + ",011" + Two(n * 7 % 60) + ".5000," + (n % 2 == 0 ? "E" : "W") + ",1,0" + n % 9 + ",1.2,54" + n % 10 + ".4,M,46.9,M,,", nowMs);
            Feed("GPRMC," + Time(n) + ",A,4807.038,N,01131.000,E,0" + n % 100 + ".4,084.4,230394,003.1,W", nowMs);
            Feed("GPGSV,2,1,08,01,40,083,4" + n % 10 + ",02,17,308,41,12,07,344,39,14,22,228,45", nowMs);
            return _latitude + " " + _longitude + " " + _altitudeDm + " " + _satellites + " " + _speedMmPerS + " " + _course + " " + _secondOfDay + " " + _date + " " + _strongest + " " + _sentences + " " + _damaged;
        }

        private static string Two(int value)
        {
            return value < 10 ? "0" + value : value.ToString();
        }

        private static string Time(int n)
        {
            return Two(n / 3600 % 24) + Two(n / 60 % 60) + Two(n % 60) + ".00";
        }

        private void Feed(string text, long nowMs)
        {
            int sum = 0;
            for (int i = 0; i < text.Length; i++)
            {
                sum ^= text[i];
            }

            string whole = "$" + text + "*" + "0123456789ABCDEF"[sum >> 4] + "0123456789ABCDEF"[sum & 15] + "\r\n";
            for (int i = 0; i < whole.Length; i++)
            {
                Take(whole[i], nowMs);
            }
        }

        private void Finish(long nowMs)
        {
            if (!IsWhole())
            {
                _damaged++;
                return;
            }

            Split();
            _sentences++;
            string kind = _fields[0].Length < 5 ? "" : _fields[0].Substring(2);
            if (kind == "GGA" && _fieldCount >= 10)
            {
                TakePosition(nowMs);
            }
            else if (kind == "RMC" && _fieldCount >= 10)
            {
                TakeMotion();
            }
            else if (kind == "GSV" && _fieldCount >= 4)
            {
                TakeSatellites();
            }
            else
            {
                _unknown++;
            }
        }

        private bool IsWhole()
        {
            if (_length < 4 || _line[_length - 3] != '*')
            {
                return false;
            }

            int sum = 0;
            for (int i = 0; i < _length - 3; i++)
            {
                sum ^= _line[i];
            }

            return sum == ((Digit(_line[_length - 2]) << 4) | Digit(_line[_length - 1]));
        }

        private static int Digit(char character)
        {
            return character >= 'A' && character <= 'F' ? character - 'A' + 10 : character >= '0' && character <= '9' ? character - '0' : 0;
        }

        private void Split()
        {
            _fieldCount = 0;
            int from = 0;
            for (int i = 0; i <= _length - 3 && _fieldCount < _fields.Length; i++)
            {
                if (i == _length - 3 || _line[i] == ',')
                {
                    _fields[_fieldCount++] = new string(_line, from, i - from);
                    from = i + 1;
                }
            }
        }

        private void TakePosition(long nowMs)
        {
            _quality = Number(_fields[6]);
            _satellites = Number(_fields[7]);
            _secondOfDay = Clock(_fields[1]);
            if (_quality == 0)
            {
                return;
            }

            _latitude = Signed(Angle(_fields[2], 2), _fields[3]);
            _longitude = Signed(Angle(_fields[4], 3), _fields[5]);
            _dilution = Fixed(_fields[8], 1);
            _altitudeDm = Fixed(_fields[9], 1);
            _fixAtMs = nowMs;
        }

        private void TakeMotion()
        {
            if (_fields[2] != "A")
            {
                return;
            }

            // A knot is 514.444 mm/s.
            _speedMmPerS = (int)(Fixed(_fields[7], 3) * 514444L / 1000000);
            _course = Fixed(_fields[8], 1);
            _date = Number(_fields[9]);
            _secondOfDay = Clock(_fields[1]);
        }

        private void TakeSatellites()
        {
            _inView = Number(_fields[3]);
            _strongest = Number(_fields[2]) == 1 ? 0 : _strongest;
            for (int i = 7; i < _fieldCount; i += 4)
            {
                int strength = Number(_fields[i]);
                _strongest = strength > _strongest ? strength : _strongest;
            }
        }

        private static int Signed(int value, string side)
        {
            return side == "W" || side == "S" ? -value : value;
        }

        /// <summary>Degrees and minutes as ten-millionths of a degree.</summary>
        private static int Angle(string text, int degreeDigits)
        {
            if (text.Length <= degreeDigits)
            {
                return 0;
            }

            int degrees = Number(text.Substring(0, degreeDigits));
            return degrees * 10000000 + (int)(Fixed(text.Substring(degreeDigits), 5) * 10L / 6) * 10;
        }

        private static int Clock(string text)
        {
            return text.Length < 6 ? 0 : Number(text.Substring(0, 2)) * 3600 + Number(text.Substring(2, 2)) * 60 + Number(text.Substring(4, 2));
        }

        private static int Number(string text)
        {
            return Fixed(text, 0);
        }

        /// <summary>A number with that many places behind the point; more are cut.</summary>
        private static int Fixed(string text, int places)
        {
            int value = 0;
            int left = -1;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '.')
                {
                    left = places;
                }
                else if (left != 0)
                {
                    value = value * 10 + (text[i] - '0');
                    left--;
                }
            }

            left = left < 0 ? places : left;
            for (; left > 0; left--)
            {
                value *= 10;
            }

            return value;
        }
    }
}
