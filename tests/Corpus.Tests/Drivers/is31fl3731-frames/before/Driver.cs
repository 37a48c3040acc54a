using System;
using System.Device.I2c;

namespace Drivers
{
    /// <summary>The lamp matrix IS31FL3731: eight frames of 16 by 9, brightness, blinking, numbers, playing, breathing, and its rest.</summary>
    public class Is31fl3731 : IDisposable
    {
        public const byte DefaultI2cAddress = 0x74;
        public const int Width = 16;
        public const int Height = 9;
        public const int Frames = 8;

        private const byte PageCommand = 0xFD;
        private const byte FunctionPage = 0x0B;
        private const int LampBytes = 18;
        private const int Block = 24;
        private const int BreathEnable = 0x10;
        private const int BlinkEnable = 0x08;
        private static readonly byte[] Gamma =
        {
            0, 1, 2, 4, 6, 10, 13, 18, 22, 28, 33, 39, 46, 53, 61, 69, 78, 86, 96, 106, 116, 126, 138, 149, 161, 173, 186, 199, 212, 226, 240, 255,
        };

        private I2cDevice _i2cDevice;
        private DisplayMode _mode;
        private int _page = -1;
        private int _frame;
        private int _sent;
        private int _errors;
        private bool _isAwake;

        public Is31fl3731(I2cDevice i2cDevice)
        {
            _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
            Sleep();
            for (int frame = 0; frame < Frames; frame++)
            {
                EnableLamps(frame);
            }

            SetMode(DisplayMode.Picture, 0);
            Wake();
        }

        /// <summary>Bytes that went out.</summary>
        public int Sent
        {
            get { return _sent; }
        }

        public int Errors
        {
            get { return _errors; }
        }

        public DisplayMode Mode
        {
            get { return _mode; }
        }

        public bool IsAwake
        {
            get { return _isAwake; }
        }

        /// <summary>The frame that is drawn on.</summary>
        public int Frame
        {
            get
            {
                return _frame;
            }

            set
            {
                CheckFrame(value);
                _frame = value;
            }
        }

        /// <summary>The frame that can be seen.</summary>
        public int ShownFrame
        {
            get { return ReadFunction(Function.FrameState) & 7; }
        }

        /// <summary>Brightness of a lamp in 32 steps, even to the eye.</summary>
        public void SetPixel(int x, int y, int level)
        {
            if (x < 0 || x >= Width || y < 0 || y >= Height || level < 0 || level >= Gamma.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(x));
            }

            SetLamp((y * Width) + x, Gamma[level]);
        }

        public int GetBrightness(int x, int y)
        {
            SelectPage((byte)_frame);
            return Read((byte)((int)FrameArea.Brightness + (y * Width) + x));
        }

        /// <summary>Makes all lamps of the frame equally bright.</summary>
        public void Fill(int level)
        {
            SelectPage((byte)_frame);
            byte[] bytes = new byte[Block + 1];
            for (int i = 1; i <= Block; i++)
            {
                bytes[i] = Gamma[level];
            }

            for (int from = 0; from < Width * Height; from += Block)
            {
                bytes[0] = (byte)((int)FrameArea.Brightness + from);
                Send(bytes);
            }
        }

        /// <summary>Draws a number, its first digit at that column; what is outside is left out.</summary>
        public void DrawNumber(int number, int x, int level)
        {
            string text = number.ToString();
            for (int i = 0; i < text.Length; i++)
            {
                for (int column = 0; column < Glyphs.Width; column++)
                {
                    DrawColumn(x + (i * (Glyphs.Width + 1)) + column, Glyphs.Column(text[i], column), level);
                }
            }
        }

        /// <summary>A line, a step in the longer direction at a time.</summary>
        public void DrawLine(int x0, int y0, int x1, int y1, int level)
        {
            int wide = x1 > x0 ? x1 - x0 : x0 - x1;
            int high = y1 > y0 ? y1 - y0 : y0 - y1;
            int steps = wide > high ? wide : high;
            for (int i = 0; i <= steps; i++)
            {
                int x = steps == 0 ? x0 : x0 + ((x1 - x0) * i / steps);
                int y = steps == 0 ? y0 : y0 + ((y1 - y0) * i / steps);
                SetPixel(x, y, level);
            }
        }

        /// <summary>Lets a row of eight lamps blink: a bit each.</summary>
        public void SetBlinking(int y, bool isRight, byte lamps)
        {
            SelectPage((byte)_frame);
            Write((byte)((int)FrameArea.Blinking + (2 * y) + (isRight ? 1 : 0)), lamps);
        }

        /// <summary>How long blinking lamps are on and off, in 27 hundredths of a second; 0: none blinks.</summary>
        public void SetBlinkPeriod(int period)
        {
            WriteFunction(Function.DisplayOption, period == 0 ? 0 : BlinkEnable | (period & 7));
        }

        /// <summary>Shows a frame that stays, or plays from that one on.</summary>
        public void SetMode(DisplayMode mode, int frame)
        {
            CheckFrame(frame);
            _mode = mode;
            WriteFunction(Function.Configuration, (int)mode | frame);
            if (mode == DisplayMode.Picture)
            {
                WriteFunction(Function.PictureDisplay, frame);
            }
        }

        /// <summary>What playing plays: so many frames, so often, each that long in 11 ms.</summary>
        public void SetPlaying(int frames, int loops, int delay)
        {
            if (frames < 1 || frames > Frames || loops < 0 || loops > 7 || delay < 1 || delay > 63)
            {
                throw new ArgumentOutOfRangeException(nameof(frames));
            }

            WriteFunction(Function.AutoPlay1, (loops << 4) | (frames & 7));
            WriteFunction(Function.AutoPlay2, delay);
        }

        /// <summary>Frames fade into each other.</summary>
        public void SetBreathing(bool isOn, FadeTime fadeIn, FadeTime fadeOut, int rest)
        {
            WriteFunction(Function.Breath1, ((int)fadeOut << 4) | (int)fadeIn);
            WriteFunction(Function.Breath2, (isOn ? BreathEnable : 0) | (rest & 7));
        }

        public void Sleep()
        {
            _isAwake = false;
            WriteFunction(Function.Shutdown, 0);
        }

        public void Wake()
        {
            _isAwake = true;
            WriteFunction(Function.Shutdown, 1);
        }

        public override string ToString()
        {
            return "mode " + (int)_mode + ", draws " + _frame + ", shows " + ShownFrame + (_isAwake ? "" : ", asleep");
        }

        public void Dispose()
        {
            if (_i2cDevice != null)
            {
                Sleep();
                _i2cDevice.Dispose();
                _i2cDevice = null;
            }
        }

        private static void CheckFrame(int frame)
        {
            if (frame < 0 || frame >= Frames)
            {
                throw new ArgumentOutOfRangeException(nameof(frame));
            }
        }

        private void DrawColumn(int x, int bits, int level)
        {
            for (int y = 0; y < 7 && x >= 0 && x < Width; y++)
            {
                SetPixel(x, y + 1, (bits & (1 << y)) != 0 ? level : 0);
            }
        }

        private void SetLamp(int lamp, byte brightness)
        {
            SelectPage((byte)_frame);
            Write((byte)((int)FrameArea.Brightness + lamp), brightness);
        }

        private void EnableLamps(int frame)
        {
            SelectPage((byte)frame);
            byte[] bytes = new byte[LampBytes + 1];
            bytes[0] = (byte)FrameArea.Lamps;
            for (int i = 1; i <= LampBytes; i++)
            {
                bytes[i] = 0xFF;
            }

            Send(bytes);
        }

        private int ReadFunction(Function register)
        {
            SelectPage(FunctionPage);
            return Read((byte)register);
        }

        private void WriteFunction(Function register, int value)
        {
            SelectPage(FunctionPage);
            Write((byte)register, (byte)value);
        }

        private void SelectPage(byte page)
        {
            if (_page != page)
            {
                _page = page;
                Write(PageCommand, page);
            }
        }

        private int Read(byte register)
        {
            byte[] value = new byte[1];
            if (_i2cDevice.WriteRead(new byte[] { register }, value).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }

            return value[0];
        }

        private void Write(byte register, byte value)
        {
            Send(new byte[] { register, value });
        }

        private void Send(byte[] bytes)
        {
            _sent += bytes.Length;
            if (_i2cDevice.Write(bytes).Status != I2cTransferStatus.FullTransfer)
            {
                _errors++;
            }
        }
    }
}
