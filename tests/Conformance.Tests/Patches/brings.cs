using System.Collections;
using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class Cell
    {
        internal int Sum;
        internal Cell Next;
    }

    public class BringingThermometer : Thermometer, IProbe
    {
        private static int s_all;
        private Cell _one;
        private Cell _alias;
        private Cell[] _row;
        private ArrayList _list;

        public BringingThermometer(object bus) : base(bus)
        {
        }

        public BringingThermometer(BringingThermometer adoption) : base(adoption)
        {
        }

        public int Get(string name)
        {
            return name == "all" ? s_all : _one == _alias && _row[1] == _one && _list[0] == (object)_one && _one.Next.Next == _one && _row[0] == null ? _one.Sum : -1;
        }

        public void Set(string name, int value)
        {
            s_all = value + 1;
            _one = new Cell();
            _one.Sum = value;
            _one.Next = new Cell();
            _one.Next.Next = _one;
            _alias = _one;
            _row = new Cell[] { null, _one };
            _list = new ArrayList();
            _list.Add(_one);
        }
    }
}
