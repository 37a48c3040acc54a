using System;
using System.Collections;

namespace Drivers
{
    /// <summary>Counts what is taken from one place; more when it goes fast.</summary>
    public class Cell
    {
        private int _count;
        private int _busy;

        public int Count
        {
            get { return _count; }
        }

        public void Take()
        {
            _busy = _busy > 5 ? 0 : _busy + 1;
            _count += 1 + (_busy / 3);
        }
    }

    /// <summary>Every shelf there is, for whoever counts them.</summary>
    public static class Shelves
    {
        public static readonly Cell[][] All = new Cell[3][];
    }

    /// <summary>Three shelves of different length, in arrays of arrays of its own and of everybody, and in arrays in a list; each cell lies in all of them.</summary>
    public class Rack
    {
        private readonly Cell[][] _cells = new Cell[3][];
        private readonly ArrayList _shelves = new ArrayList();
        private readonly object[] _first;

        public Rack()
        {
            for (int i = 0; i < Shelves.All.Length; i++)
            {
                Cell[] shelf = new Cell[i + 1];
                for (int at = 0; at < shelf.Length; at++)
                {
                    shelf[at] = new Cell();
                }

                _cells[i] = shelf;
                Shelves.All[i] = shelf;
                _shelves.Add(new object[] { shelf, shelf[i] });
            }

            _first = new object[] { new object[] { Shelves.All[0][0] } };
        }

        public string Next(int n)
        {
            int shelf = n % 3;
            Shelves.All[shelf][n % (shelf + 1)].Take();
            ((Cell)((object[])_shelves[shelf])[1]).Take();
            ((Cell)((object[])_first[0])[0]).Take();
            int sum = 0;
            for (int i = 0; i < _shelves.Count; i++)
            {
                Cell[] cells = (Cell[])((object[])_shelves[i])[0];
                for (int at = 0; at < cells.Length; at++)
                {
                    sum = sum * 3 + cells[at].Count + _cells[i][at].Count;
                }
            }

            return sum.ToString();
        }
    }
}
