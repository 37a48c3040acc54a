using System;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>A key was pressed.</summary>
    public sealed class PressedEventArgs
    {
        public PressedEventArgs(int key)
        {
            Key = key;
        }

        public int Key { get; }
    }

    public delegate void KeyPressedHandler(object sender, PressedEventArgs e);

    /// <summary>A row of keys that is scanned.</summary>
    public class Keys
    {
        private int _presses;

        public event KeyPressedHandler Pressed;

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
            KeyPressedHandler handler = Pressed;
            if (handler != null)
            {
                handler(this, new PressedEventArgs(n % 7));
            }
        }
    }

    // Nobody is subscribed to the new one yet: who was before subscribes when it goes on.
    [StateMigration(typeof(Keys))]
    internal static class KeysMigration
    {
        public static void Up(object old, object next)
        {
        }

        public static void Down(object next, object old)
        {
        }
    }
}
