using System;
using System.Collections;
using System.Threading;

namespace Drivers
{
    /// <summary>What lies in a slot.</summary>
    public class Item
    {
        private int _age;

        public int Grow()
        {
            _age += 1;
            return _age;
        }
    }

    /// <summary>A slot of a tray.</summary>
    public struct Slot
    {
        public Item Item;
        public int Row;
    }

    /// <summary>A tray of four slots.</summary>
    public class Tray
    {
        private readonly Slot[] _slots = new Slot[4];

        public int Next(int n)
        {
            int at = n % 4;
            if (_slots[at].Item == null)
            {
                _slots[at].Item = new Item();
            }

            return _slots[at].Item.Grow();
        }
    }
}
