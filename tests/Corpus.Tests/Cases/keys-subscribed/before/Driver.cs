using System;

namespace Drivers
{
    /// <summary>Told when a key is pressed.</summary>
    public delegate void PressedHandler(int key);

    /// <summary>A row of keys that is scanned.</summary>
    public class Keys
    {
        private int _presses;

        public event PressedHandler Pressed;

        public int Presses
        {
            get { return _presses; }
        }

        public void Scan(int n)
        {
            if (n % 3 != 0)
            {
                return;
            }

            _presses++;
            PressedHandler handler = Pressed;
            if (handler != null)
            {
                handler(n % 7);
            }
        }
    }
}
