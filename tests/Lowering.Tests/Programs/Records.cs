using System;
using System.Collections;

namespace Programs
{
    public sealed class Point
    {
        public int X;
        public bool IsSet;
        public object Owner;

        public Point(int x, object owner)
        {
            X = x;
            Owner = owner;
        }

        public string Text()
        {
            return X.ToString() + (IsSet ? " set" : " not") + (Owner == null ? "" : " of " + (string)Owner);
        }
    }

    public sealed class Level
    {
        public bool IsHigh;
        public string Pin;
        public int Count;

        public Level(int count, string pin)
        {
            Count = count;
            Pin = pin;
        }
    }

    public sealed class Window
    {
        public int Low = 3;
        public int High;
        public Point Corner;
        public Level[] Levels;

        public void Widen(int by)
        {
            Low -= by;
            High += by;
        }
    }

    /// <summary>Told from another by a test.</summary>
    public sealed class Marked
    {
        public int Mark;
        public object Of;
        public bool IsDone;
    }

    /// <summary>Its fields are passed by reference.</summary>
    public sealed class Counter
    {
        public int Value;
        public bool Flag;
        public long Sum;
    }

    public static class Records
    {
        public static void Main()
        {
            ArrayList list = new ArrayList();
            list.Add(new Point(7, "porch"));
            list.Add(new Level(2, "A4"));
            Marked marked = new Marked();
            marked.Mark = 5;
            list.Add(marked);
            Point point = (Point)list[0];
            point.IsSet = true;
            Level level = (Level)list[1];
            level.IsHigh = level.Count == 2;
            Console.WriteLine(point.Text() + ", " + level.Pin + (level.IsHigh ? " high" : " low") + level.Count.ToString());
            Console.WriteLine((list[2] is Marked ? "marked " : "not ") + (list[0] is Marked ? "marked" : "not"));

            Window window = new Window();
            window.Corner = new Point(1, null);
            window.Levels = new Level[] { level, new Level(9, null) };
            window.Widen(4);
            Console.WriteLine(window.Low.ToString() + " " + window.High.ToString() + " " + window.Corner.Text() + " " + window.Levels[1].Count.ToString() + (window.Levels[1].Pin == null ? " none" : " one"));

            Counter counter = new Counter();
            Turn(ref counter.Flag, ref counter.Value);
            Turn(ref counter.Flag, ref counter.Value);
            Turn(ref counter.Flag, ref counter.Value);
            counter.Sum = counter.Value * 10000000000L;
            Console.WriteLine((counter.Flag ? "on " : "off ") + counter.Value.ToString() + " " + counter.Sum.ToString());
            Console.WriteLine("END");
        }

        private static void Turn(ref bool flag, ref int value)
        {
            flag = !flag;
            value++;
        }
    }
}
