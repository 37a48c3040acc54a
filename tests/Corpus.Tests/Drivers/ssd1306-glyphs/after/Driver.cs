using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A monochrome display of 64 x 32 points with a frame buffer, text, lines and boxes.</summary>
    public class Ssd1306
    {
        private const int Columns = 64;
        private const int Pages = 4;
        private const int Width = 4;
        private const int First = 32;

        // Three columns a character, from the space on; bit 0 is the top.
        private static readonly byte[] Font =
        {
            0, 0, 0, 0, 0x17, 0, 3, 0, 3, 0x1F, 0xA, 0x1F, 0x16, 0x1F, 0xD, 0x19, 4, 0x13, 0xA, 0x15, 0x1A, 0, 3, 0,
            0, 0xE, 0x11, 0x11, 0xE, 0, 0xA, 4, 0xA, 4, 0xE, 4, 0x10, 8, 0, 4, 4, 4, 0, 0x10, 0, 0x18, 4, 3,
            0x1F, 0x11, 0x1F, 0x12, 0x1F, 0x10, 0x1D, 0x15, 0x17, 0x11, 0x15, 0x1F, 7, 4, 0x1F, 0x17, 0x15, 0x1D, 0x1F, 0x15, 0x1D, 1, 1, 0x1F,
            0x1F, 0x15, 0x1F, 0x17, 0x15, 0x1F, 0, 0xA, 0, 0x10, 0xA, 0, 4, 0xA, 0x11, 0xA, 0xA, 0xA, 0x11, 0xA, 4, 1, 0x15, 3,
            0xE, 0x15, 0x16, 0x1E, 5, 0x1E, 0x1F, 0x15, 0xA, 0xE, 0x11, 0x11, 0x1F, 0x11, 0xE, 0x1F, 0x15, 0x11, 0x1F, 5, 1, 0xE, 0x11, 0x1D,
            0x1F, 4, 0x1F, 0x11, 0x1F, 0x11, 8, 0x10, 0xF, 0x1F, 4, 0x1B, 0x1F, 0x10, 0x10, 0x1F, 6, 0x1F, 0x1F, 0xE, 0x1F, 0xE, 0x11, 0xE,
            0x1F, 5, 2, 0xE, 0x19, 0x1E, 0x1F, 0xD, 0x16, 0x12, 0x15, 9, 1, 0x1F, 1, 0xF, 0x10, 0x1F, 7, 0x18, 7, 0x1F, 0xC, 0x1F,
            0x1B, 4, 0x1B, 3, 0x1C, 3, 0x19, 0x15, 0x13,
        };

        private static readonly byte[] Setup =
        {
            0xAE, 0xD5, 0x80, 0xA8, 0x1F, 0xD3, 0, 0x40, 0x8D, 0x14, 0x20, 0, 0xA1, 0xC8, 0xDA, 2, 0x81, 0x8F, 0xD9, 0xF1, 0xDB, 0x40, 0xA4, 0xA6, 0xAF,
        };

        private readonly I2cDevice _device;
        private readonly byte[] _frame = new byte[Columns * Pages];
        private readonly byte[] _line = new byte[Columns + 1];
        private int _column;
        private int _page;
        private int _contrast = 0x8F;
        private bool _isInverted;
        private int _dirtyFrom;
        private int _dirtyTo;
        private int _sent;

        public Ssd1306(I2cDevice device)
        {
            _device = device;
            for (int i = 0; i < Setup.Length; i++)
            {
                Command(Setup[i]);
            }

            Clear();
            Flush();
        }

        public int Sent
        {
            get { return _sent; }
        }

        public int Contrast
        {
            get
            {
                return _contrast;
            }

            set
            {
                _contrast = value & 255;
                Command(0x81);
                Command((byte)_contrast);
            }
        }

        public void Invert(bool isInverted)
        {
            _isInverted = isInverted;
            Command(isInverted ? (byte)0xA7 : (byte)0xA6);
        }

        public void Clear()
        {
            Array.Clear(_frame, 0, _frame.Length);
            _column = 0;
            _page = 0;
            _dirtyFrom = 0;
            _dirtyTo = Pages - 1;
        }

        public void MoveTo(int column, int page)
        {
            _column = column < 0 || column >= Columns ? 0 : column;
            _page = page < 0 || page >= Pages ? 0 : page;
        }

        public void Print(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '\n')
                {
                    NewLine();
                }
                else
                {
                    Draw(text[i]);
                }
            }
        }

        public void SetPoint(int x, int y, bool isLit)
        {
            if (x < 0 || x >= Columns || y < 0 || y >= Pages * 8)
            {
                return;
            }

            int at = y / 8 * Columns + x;
            int bit = 1 << (y & 7);
            _frame[at] = (byte)(isLit ? _frame[at] | bit : _frame[at] & ~bit);
            Touch(y / 8);
        }

        public void DrawLine(int x0, int y0, int x1, int y1)
        {
            int dx = x1 > x0 ? x1 - x0 : x0 - x1;
            int dy = y1 > y0 ? y0 - y1 : y1 - y0;
            int sx = x0 < x1 ? 1 : -1;
            int sy = y0 < y1 ? 1 : -1;
            int error = dx + dy;
            for (int i = 0; i <= Columns + Pages * 8; i++)
            {
                SetPoint(x0, y0, true);
                if (x0 == x1 && y0 == y1)
                {
                    return;
                }

                int twice = 2 * error;
                x0 += twice >= dy ? sx : 0;
                error += twice >= dy ? dy : 0;
                y0 += twice <= dx ? sy : 0;
                error += twice <= dx ? dx : 0;
            }
        }

        public void FillBox(int x, int y, int width, int height, bool isLit)
        {
            for (int row = y; row < y + height; row++)
            {
                for (int column = x; column < x + width; column++)
                {
                    SetPoint(column, row, isLit);
                }
            }
        }

        /// <summary>Sends the pages that changed.</summary>
        public void Flush()
        {
            for (int page = _dirtyFrom; page <= _dirtyTo; page++)
            {
                Command((byte)(0xB0 | page));
                Command(0);
                Command(0x12);
                _line[0] = 0x40;
                Array.Copy(_frame, page * Columns, _line, 1, Columns);
                _device.Write(_line);
                _sent++;
            }

            _dirtyFrom = Pages;
            _dirtyTo = -1;
        }

        /// <summary>A line of text and a bar; says what is on the screen.</summary>
        public string Show(string text, int level)
        {
            Print(text);
            FillBox(0, 30, level % Columns, 2, !_isInverted);
            DrawLine(0, 8, Columns - 1, level % 32);
            Flush();
            int sum = 0;
            for (int i = 0; i < _frame.Length; i++)
            {
                sum = sum * 31 + _frame[i];
            }

            return sum + " " + _column + " " + _page;
        }

        private void Draw(char character)
        {
            if (_column + Width > Columns)
            {
                NewLine();
            }

            int code = character >= 'a' && character <= 'z' ? character - 32 : character;
            int at = (code < First || code > 'Z' ? 0 : code - First) * 3;
            for (int i = 0; i < 3; i++)
            {
                _frame[_page * Columns + _column + i] = Font[at + i];
            }

            _frame[_page * Columns + _column + 3] = 0;
            _column += Width;
            Touch(_page);
        }

        private void NewLine()
        {
            _column = 0;
            _page = _page == Pages - 1 ? 0 : _page + 1;
        }

        private void Touch(int page)
        {
            _dirtyFrom = page < _dirtyFrom ? page : _dirtyFrom;
            _dirtyTo = page > _dirtyTo ? page : _dirtyTo;
        }

        private void Command(byte command)
        {
            _device.Write(new byte[] { 0, command });
        }
    }
}
