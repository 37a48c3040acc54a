using System;
using System.Device.Gpio;
using System.Device.I2c;
using NanoLive.Objects;

namespace Drivers
{
    /// <summary>Keeps the newest numbers.</summary>
    internal sealed class Ring
    {
        private readonly int[] _items;
        private int _head;
        private int _count;

        public Ring(int capacity)
        {
            _items = new int[capacity];
        }

        public int Count
        {
            get { return _count; }
        }

        public void Put(int item)
        {
            if (_count == _items.Length)
            {
                Take();
            }

            _items[(_head + _count) % _items.Length] = item;
            _count++;
        }

        public int Take()
        {
            int item = _items[_head];
            _head = (_head + 1) % _items.Length;
            _count--;
            return item;
        }
    }

    /// <summary>Samples waiting to be sent.</summary>
    public class SampleQueue
    {
        private readonly Ring _ring = new Ring(6);
        private int _taken;

        public void Add(int sample)
        {
            _ring.Put(sample);
        }

        public int Next()
        {
            if (_ring.Count == 0)
            {
                return -1;
            }

            _taken++;
            return _ring.Take();
        }

        public string State()
        {
            return _ring.Count.ToString() + " " + _taken.ToString();
        }
    }
}
