using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    public enum Band : byte
    {
        Europe,
        Japan,
        World,
        East,
    }

    public enum Spacing : byte
    {
        Khz100,
        Khz200,
        Khz50,
        Khz25,
    }

    public enum Emphasis : byte
    {
        Us75,
        Us50,
    }

    public enum ProgrammeKind : byte
    {
        None,
        News,
        Affairs,
        Information,
        Sport,
        Education,
        Drama,
        Culture,
        Science,
        Varied,
        Pop,
        Rock,
        Easy,
        LightClassical,
        SeriousClassical,
        Other,
    }

    /// <summary>A station that was found.</summary>
    public class Station
    {
        public int Khz;
        public int Signal;
        public bool IsStereo;
        public string Name = "";
    }

    /// <summary>Thrown when the tuner does not answer.</summary>
    public class TunerException : Exception
    {
        public TunerException(string message) : base(message)
        {
        }
    }

    /// <summary>A tuner for FM radio: bands, seeking, stations by their strength, volume, and what stations say of themselves beside the music.</summary>
    public class Rda5807
    {
        private const byte RegisterControl = 0x02;
        private const byte RegisterChannel = 0x03;
        private const byte RegisterSetup = 0x04;
        private const byte RegisterVolume = 0x05;
        private const byte RegisterBlend = 0x07;
        private const byte RegisterStatus = 0x0A;
        private const byte RegisterGroups = 0x0C;
        private const int Enable = 0x0001;
        private const int Reset = 0x0002;
        private const int NewMethod = 0x0004;
        private const int ReadGroups = 0x0008;
        private const int SeekUp = 0x0200;
        private const int Seek = 0x0100;
        private const int Bass = 0x1000;
        private const int Mono = 0x2000;
        private const int Loud = 0x4000;
        private const int Audible = 0x8000;
        private const int MostStations = 12;

        private static readonly int[] Lowest = { 87000, 76000, 76000, 65000 };
        private static readonly int[] Highest = { 108000, 91000, 108000, 76000 };
        private static readonly int[] Steps = { 100, 200, 50, 25 };

        private readonly I2cDevice _device;
        private readonly byte[] _word = new byte[2];
        private readonly byte[] _block = new byte[8];
        private readonly int[] _groups = new int[4];
        private readonly char[] _name = new char[8];
        private readonly char[] _text = new char[64];
        private readonly int[] _alternatives = new int[25];
        private readonly Station[] _stations = new Station[MostStations];
        private Band _band = Band.Europe;
        private Spacing _spacing = Spacing.Khz100;
        private Emphasis _emphasis = Emphasis.Us50;
        private ProgrammeKind _kind = ProgrammeKind.None;
        private int _khz = 87500;
        private int _volume = 6;
        private int _threshold = 8;
        private int _programme;
        private int _alternativeCount;
        private int _stationCount;
        private int _groupCount;
        private int _damagedGroups;
        private int _minuteOfDay = -1;
        private int _julianDay;
        private int _textFlag = -1;
        private int _signal;
        private bool _isStereo;
        private bool _isMuted;
        private bool _hasBass = true;
        private bool _isMono;
        private bool _hasTraffic;
        private bool _isTraffic;
        private bool _isOn;

        public Rda5807(I2cDevice device)
        {
            _device = device;
            for (int i = 0; i < MostStations; i++)
            {
                _stations[i] = new Station();
            }

            Write(RegisterControl, Enable | Reset);
            Start();
        }

        public int Khz
        {
            get { return _khz; }
        }

        public int Signal
        {
            get { return _signal; }
        }

        public bool IsStereo
        {
            get { return _isStereo; }
        }

        public int Programme
        {
            get { return _programme; }
        }

        public ProgrammeKind Kind
        {
            get { return _kind; }
        }

        public bool HasTraffic
        {
            get { return _hasTraffic; }
        }

        public bool IsTraffic
        {
            get { return _isTraffic; }
        }

        public int Groups
        {
            get { return _groupCount; }
        }

        public int DamagedGroups
        {
            get { return _damagedGroups; }
        }

        /// <summary>What the station says that the time is, in minutes of its day; -1 when it has said nothing.</summary>
        public int MinuteOfDay
        {
            get { return _minuteOfDay; }
        }

        public int StationCount
        {
            get { return _stationCount; }
        }

        public string Name
        {
            get { return Said(_name); }
        }

        public string Text
        {
            get { return Said(_text); }
        }

        public Band Band
        {
            get
            {
                return _band;
            }

            set
            {
                _band = value;
                Tune(_khz);
            }
        }

        public Spacing Spacing
        {
            get
            {
                return _spacing;
            }

            set
            {
                _spacing = value;
                Tune(_khz);
            }
        }

        public Emphasis Emphasis
        {
            get
            {
                return _emphasis;
            }

            set
            {
                _emphasis = value;
                Write(RegisterSetup, value == Emphasis.Us50 ? 0x0800 : 0);
            }
        }

        /// <summary>0 to 15.</summary>
        public int Volume
        {
            get
            {
                return _volume;
            }

            set
            {
                _volume = value < 0 ? 0 : value > 15 ? 15 : value;
                Write(RegisterVolume, 0x8080 | (_threshold << 8) | _volume);
            }
        }

        /// <summary>How strong a station must be for a search to stop at it, 0 to 15.</summary>
        public int Threshold
        {
            get
            {
                return _threshold;
            }

            set
            {
                _threshold = value & 15;
                Volume = _volume;
            }
        }

        public bool IsMuted
        {
            get
            {
                return _isMuted;
            }

            set
            {
                _isMuted = value;
                Write(RegisterControl, Control());
            }
        }

        public bool HasBass
        {
            get
            {
                return _hasBass;
            }

            set
            {
                _hasBass = value;
                Write(RegisterControl, Control());
            }
        }

        public bool IsMono
        {
            get
            {
                return _isMono;
            }

            set
            {
                _isMono = value;
                Write(RegisterControl, Control());
            }
        }

        public void Start()
        {
            _isOn = true;
            Write(RegisterControl, Control());
            Emphasis = _emphasis;
            Volume = _volume;
            Write(RegisterBlend, 0x4202);
            Tune(_khz);
        }

        public void Stop()
        {
            _isOn = false;
            Write(RegisterControl, 0);
        }

        /// <summary>To the channel that is nearest; what the last station said is forgotten.</summary>
        public void Tune(int khz)
        {
            int lowest = Lowest[(int)_band];
            int highest = Highest[(int)_band];
            int step = Steps[(int)_spacing];
            int wanted = khz < lowest ? lowest : khz > highest ? highest : khz;
            int channel = (wanted - lowest + (step / 2)) / step;
            _khz = lowest + (channel * step);
            Write(RegisterChannel, (channel << 6) | 0x10 | ((int)_band << 2) | (int)_spacing);
            Forget();
        }

        /// <summary>The next station that is strong enough; false when the whole band has none.</summary>
        public bool SeekNext(bool up)
        {
            Write(RegisterControl, Control() | Seek | (up ? SeekUp : 0));
            int status = Read(RegisterStatus);
            if ((status & 0x2000) != 0)
            {
                return false;
            }

            _khz = Lowest[(int)_band] + ((status & 0x3FF) % ((Highest[(int)_band] - Lowest[(int)_band]) / Steps[(int)_spacing]) * Steps[(int)_spacing]);
            Forget();
            return true;
        }

        /// <summary>Looks at the strength and takes what the station says. False while nothing is tuned.</summary>
        public bool Update()
        {
            if (!_isOn)
            {
                return false;
            }

            int status = Read(RegisterStatus);
            int strength = Read(RegisterStatus + 1);
            _isStereo = (status & 0x0400) != 0 && !_isMono;
            _signal = strength >> 9;
            if ((status & 0x8000) != 0)
            {
                TakeGroup((strength >> 2) & 3, strength & 3);
            }

            return true;
        }

        /// <summary>Keeps the station that is tuned, the strongest first.</summary>
        public void Keep()
        {
            Station station = Find(_khz);
            if (station == null)
            {
                if (_stationCount == MostStations)
                {
                    _stationCount--;
                }

                station = _stations[_stationCount++];
                station.Khz = _khz;
            }

            station.Signal = _signal;
            station.IsStereo = _isStereo;
            station.Name = Name;
            for (int i = _stationCount - 1; i > 0 && _stations[i].Signal > _stations[i - 1].Signal; i--)
            {
                Station weaker = _stations[i - 1];
                _stations[i - 1] = _stations[i];
                _stations[i] = weaker;
            }
        }

        /// <summary>The station of that place, 0 the strongest; null when there are fewer.</summary>
        public Station At(int place)
        {
            return place >= 0 && place < _stationCount ? _stations[place] : null;
        }

        /// <summary>Where the same programme can be heard, too; 0 when there are fewer.</summary>
        public int Alternative(int place)
        {
            return place < _alternativeCount ? _alternatives[place] : 0;
        }

        /// <summary>The time that the station says, as people write it.</summary>
        public string Clock()
        {
            if (_minuteOfDay < 0)
            {
                return "--:--";
            }

            int hour = _minuteOfDay / 60;
            int minute = _minuteOfDay % 60;
            return (hour < 10 ? "0" : "") + hour.ToString() + (minute < 10 ? ":0" : ":") + minute.ToString();
        }

        private static string Said(char[] characters)
        {
            int length = characters.Length;
            while (length > 0 && (characters[length - 1] == ' ' || characters[length - 1] == '\0'))
            {
                length--;
            }

            return new string(characters, 0, length);
        }

        private static void Clear(char[] characters)
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = ' ';
            }
        }

        private Station Find(int khz)
        {
            for (int i = 0; i < _stationCount; i++)
            {
                if (_stations[i].Khz == khz)
                {
                    return _stations[i];
                }
            }

            return null;
        }

        private int Control()
        {
            int control = Enable | NewMethod | ReadGroups | Loud;
            control |= _isMuted ? 0 : Audible;
            control |= _hasBass ? Bass : 0;
            return _isMono ? control | Mono : control;
        }

        private void Forget()
        {
            Clear(_name);
            Clear(_text);
            _programme = 0;
            _kind = ProgrammeKind.None;
            _alternativeCount = 0;
            _hasTraffic = false;
            _isTraffic = false;
            _textFlag = -1;
        }

        private void TakeGroup(int errorsOfFirst, int errorsOfSecond)
        {
            if (_device.WriteRead(new byte[] { RegisterGroups }, _block).Status != I2cTransferStatus.FullTransfer)
            {
                throw new TunerException("no groups");
            }

            for (int i = 0; i < 4; i++)
            {
                _groups[i] = (_block[i * 2] << 8) | _block[(i * 2) + 1];
            }

            if (errorsOfFirst > 1 || errorsOfSecond > 2)
            {
                _damagedGroups++;
                return;
            }

            _groupCount++;
            _programme = _groups[0];
            _kind = (ProgrammeKind)((_groups[1] >> 5) & 15);
            _hasTraffic = (_groups[1] & 0x0400) != 0;
            bool isSecond = (_groups[1] & 0x0800) != 0;
            switch (_groups[1] >> 12)
            {
                case 0:
                    TakeName(isSecond);
                    break;
                case 2:
                    TakeText(isSecond);
                    break;
                case 4:
                    TakeClock();
                    break;
            }
        }

        private void TakeName(bool isSecond)
        {
            _isTraffic = _hasTraffic && (_groups[1] & 0x10) != 0;
            int at = (_groups[1] & 3) * 2;
            Put(_name, at, _groups[3]);
            if (!isSecond)
            {
                AddAlternative(_groups[2] >> 8);
                AddAlternative(_groups[2] & 0xFF);
            }
        }

        private void AddAlternative(int code)
        {
            if (code < 1 || code > 204 || _alternativeCount == _alternatives.Length)
            {
                return;
            }

            int khz = 87500 + (code * 100);
            for (int i = 0; i < _alternativeCount; i++)
            {
                if (_alternatives[i] == khz)
                {
                    return;
                }
            }

            _alternatives[_alternativeCount++] = khz;
        }

        private void TakeText(bool isSecond)
        {
            // A text that begins anew says so by its flag.
            int flag = (_groups[1] >> 4) & 1;
            if (flag != _textFlag)
            {
                Clear(_text);
                _textFlag = flag;
            }

            int at = _groups[1] & 15;
            if (isSecond)
            {
                Put(_text, at * 2, _groups[3]);
            }
            else
            {
                Put(_text, at * 4, _groups[2]);
                Put(_text, (at * 4) + 2, _groups[3]);
            }
        }

        private void TakeClock()
        {
            _julianDay = ((_groups[1] & 3) << 15) | (_groups[2] >> 1);
            int hour = ((_groups[2] & 1) << 4) | (_groups[3] >> 12);
            int minute = (_groups[3] >> 6) & 63;

            // Said is the time of Greenwich, and how many half hours the station's own is ahead of it.
            int ahead = (_groups[3] & 31) * 30;
            if (hour < 24 && minute < 60)
            {
                _minuteOfDay = ((hour * 60) + minute + ((_groups[3] & 32) != 0 ? 1440 - ahead : ahead)) % 1440;
            }
        }

        private void Put(char[] into, int at, int pair)
        {
            into[at] = Character(pair >> 8);
            into[at + 1] = Character(pair & 0xFF);
        }

        private char Character(int code)
        {
            return code >= 32 && code < 127 ? (char)code : '.';
        }

        private int Read(int register)
        {
            if (_device.WriteRead(new byte[] { (byte)register }, _word).Status != I2cTransferStatus.FullTransfer)
            {
                throw new TunerException("no answer");
            }

            return (_word[0] << 8) | _word[1];
        }

        private void Write(byte register, int value)
        {
            if (_device.Write(new byte[] { register, (byte)(value >> 8), (byte)value }).Status != I2cTransferStatus.FullTransfer)
            {
                throw new TunerException("not taken");
            }
        }
    }
}
