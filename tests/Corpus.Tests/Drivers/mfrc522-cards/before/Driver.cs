using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A reader of cards: registers, its buffer, check sums, anticollision, keys, blocks, and a list of the cards that may pass.</summary>
    public class Mfrc522
    {
        private const int CommandRegister = 0x01;
        private const int InterruptRegister = 0x04;
        private const int ErrorRegister = 0x06;
        private const int BufferData = 0x09;
        private const int BufferLevel = 0x0A;
        private const int BitFraming = 0x0D;
        private const int Mode = 0x11;
        private const int TransmitControl = 0x14;
        private const int TransmitAsk = 0x15;
        private const int Gain = 0x26;
        private const int TimerMode = 0x2A;
        private const int TimerPrescaler = 0x2B;
        private const int TimerReloadHigh = 0x2C;
        private const int TimerReloadLow = 0x2D;
        private const int Version = 0x37;
        private const int Idle = 0;
        private const int Authenticate = 0x0E;
        private const int Transceive = 0x0C;
        private const int Reset = 0x0F;
        private const int CascadeTag = 0x88;
        private const int Known = 8;
        private static readonly int[] Selects = { 0x93, 0x95, 0x97 };
        private static readonly int[] GainsDb = { 18, 23, 33, 38, 43, 48 };
        private static readonly int[] GainBits = { 0, 1, 4, 5, 6, 7 };

        private readonly I2cDevice _device;
        private readonly byte[] _frame = new byte[18];
        private readonly byte[] _uid = new byte[12];
        private readonly byte[] _key = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
        private readonly int[] _known = new int[Known];
        private readonly int[] _passes = new int[Known];
        private int _knownCount;
        private int _uidLength;
        private int _gain = 2;
        private int _errors;
        private int _collisions;
        private int _cards;
        private int _refused;
        private int _last;
        private int _seenFor;
        private bool _isAntennaOn;

        public Mfrc522(I2cDevice device)
        {
            _device = device;
            Restart();
        }

        public int Errors
        {
            get { return _errors; }
        }

        public int Cards
        {
            get { return _cards; }
        }

        public int UidLength
        {
            get { return _uidLength; }
        }

        public int FirmwareVersion()
        {
            return Read(Version);
        }

        public void Restart()
        {
            Write(CommandRegister, Reset);
            Write(TimerMode, 0x80);
            Write(TimerPrescaler, 0xA9);
            Write(TimerReloadHigh, 3);
            Write(TimerReloadLow, 0xE8);
            Write(TransmitAsk, 0x40);
            Write(Mode, 0x3D);
            SetAntenna(true);
        }

        public void SetAntenna(bool isOn)
        {
            _isAntennaOn = isOn;
            int control = Read(TransmitControl);
            Write(TransmitControl, isOn ? control | 3 : control & ~3);
        }

        public void SetGain(int db)
        {
            _gain = 0;
            while (_gain < GainsDb.Length - 1 && GainsDb[_gain] < db)
            {
                _gain++;
            }

            Write(Gain, GainBits[_gain] << 4);
        }

        public void SetKey(byte[] key)
        {
            Array.Copy(key, _key, _key.Length);
        }

        /// <summary>False when the list is full.</summary>
        public bool Learn(int card)
        {
            if (Find(card) >= 0)
            {
                return true;
            }

            if (_knownCount == Known)
            {
                return false;
            }

            _known[_knownCount] = card;
            _passes[_knownCount] = 0;
            _knownCount++;
            return true;
        }

        public void Forget(int card)
        {
            int at = Find(card);
            if (at < 0)
            {
                return;
            }

            _knownCount--;
            _known[at] = _known[_knownCount];
            _passes[at] = _passes[_knownCount];
        }

        /// <summary>Asks for a card and takes its identity, part by part.</summary>
        public bool Select()
        {
            _uidLength = 0;
            for (int level = 0; level < Selects.Length; level++)
            {
                byte[] ask = { (byte)Selects[level], 0x20 };
                int length = Exchange(ask, ask.Length, 0);
                if (length < 5 || (_frame[0] ^ _frame[1] ^ _frame[2] ^ _frame[3]) == _frame[4] + 256)
                {
                    _collisions++;
                    return _uidLength > 0;
                }

                bool hasMore = _frame[0] == CascadeTag;
                TakePart();
                if (!hasMore && level >= _frame[5] % 3)
                {
                    break;
                }
            }

            _cards++;
            return true;
        }

        /// <summary>The identity in 32 bits.</summary>
        public int Identity()
        {
            int identity = 17;
            for (int i = 0; i < _uidLength; i++)
            {
                identity = identity * 31 + _uid[i];
            }

            return identity;
        }

        public bool Open(int block)
        {
            byte[] ask = new byte[12];
            ask[0] = 0x60;
            ask[1] = (byte)block;
            Array.Copy(_key, 0, ask, 2, 6);
            Array.Copy(_uid, 0, ask, 8, 4);
            Write(BitFraming, 0);
            Fill(ask, ask.Length);
            Write(CommandRegister, Authenticate);
            return Wait();
        }

        public int ReadBlock(int block)
        {
            byte[] ask = { 0x30, (byte)block, 0, 0 };
            int crc = Crc(ask, 2);
            ask[2] = (byte)crc;
            ask[3] = (byte)(crc >> 8);
            int length = Exchange(ask, ask.Length, 0);
            return length < 3 ? -1 : Crc(_frame, length - 2);
        }

        /// <summary>1: it may pass, 0: it may not, -1: nobody is there, -2: it was here a moment ago.</summary>
        public int Check()
        {
            if (!_isAntennaOn || !Select())
            {
                _seenFor = 0;
                return -1;
            }

            int card = Identity();
            if (card == _last && _seenFor++ < 5)
            {
                return -2;
            }

            _last = card;
            _seenFor = 0;
            int at = Find(card);
            if (at < 0)
            {
                _refused++;
                return 0;
            }

            _passes[at]++;
            return 1;
        }

        public string Round(int n)
        {
            int result = Check();
            string text = result + " " + _uidLength + " " + Identity() + " " + Open(n % 64) + " " + ReadBlock(n % 64);
            if (n % 4 == 3)
            {
                Learn(Identity());
            }

            if (n % 10 == 9)
            {
                Forget(_known[0]);
                SetGain(n * 3);
            }

            return text + " " + _knownCount + " " + _errors + " " + _collisions + " " + _refused + " " + _cards;
        }

        private void TakePart()
        {
            for (int i = 0; i < 4; i++)
            {
                _uid[_uidLength++] = _frame[i];
            }
        }

        private int Find(int card)
        {
            for (int i = 0; i < _knownCount; i++)
            {
                if (_known[i] == card)
                {
                    return i;
                }
            }

            return -1;
        }

        private int Exchange(byte[] data, int length, int bits)
        {
            Write(BufferLevel, 0x80);
            Fill(data, length);
            Write(CommandRegister, Transceive);
            Write(BitFraming, 0x80 | bits);
            if (!Wait())
            {
                return 0;
            }

            for (int i = 0; i < _frame.Length; i++)
            {
                _frame[i] = (byte)Read(0x30 + i);
            }

            _frame[0] = (_frame[1] & 3) == 0 ? (byte)CascadeTag : _frame[0];
            return _frame.Length;
        }

        private bool Wait()
        {
            for (int tries = 0; tries < 4; tries++)
            {
                if ((Read(InterruptRegister) & 0x30) != 0)
                {
                    Write(CommandRegister, Idle);
                    bool isGood = (Read(ErrorRegister) & 0x08) == 0;
                    _errors += isGood ? 0 : 1;
                    return isGood;
                }
            }

            _errors++;
            return false;
        }

        private void Fill(byte[] data, int length)
        {
            for (int i = 0; i < length; i++)
            {
                Write(BufferData, data[i]);
            }
        }

        private static int Crc(byte[] data, int length)
        {
            int crc = 0x6363;
            for (int i = 0; i < length; i++)
            {
                int mixed = (data[i] ^ crc) & 0xFF;
                mixed = (mixed ^ (mixed << 4)) & 0xFF;
                crc = (crc >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4);
            }

            return crc & 0xFFFF;
        }

        private int Read(int register)
        {
            byte[] value = new byte[1];
            _device.WriteRead(new byte[] { (byte)register }, value);
            return value[0];
        }

        private void Write(int register, int value)
        {
            _device.Write(new byte[] { (byte)register, (byte)value });
        }
    }
}
