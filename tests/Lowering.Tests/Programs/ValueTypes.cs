using System;

// Structs: copies, boxes, nesting, arrays of structs, references to fields and elements, enums, default values, dates.
public static class Program
{
    private struct Point
    {
        public int X;
        public long Y;

        public Point(int x, long y)
        {
            X = x;
            Y = y;
        }

        public void Move(int by) => X += by;

        public override string ToString() => "(" + X.ToString() + "," + Y.ToString() + ")";
    }

    private struct Line
    {
        public Point From;
        public Point To;
        public string Name;
    }

    [Flags]
    private enum Bits : ushort
    {
        None = 0,
        A = 1,
        B = 2,
        C = 0x8000,
    }

    private static Point Changed(Point point)
    {
        point.Move(100);
        return point;
    }

    private static void Change(ref Point point) => point = new Point(point.X + 1, 9);

    private static void Make(out Point point) => point = new Point(8, 8);

    private static int Number(ref int value) => value *= 2;

    public static void Main()
    {
        Point a = new Point(1, 2);
        Point b = a;
        b.Move(10);
        Console.WriteLine(a.ToString() + b.ToString() + Changed(a).ToString() + a.ToString());
        Change(ref a);
        Make(out Point c);
        Console.WriteLine(a.ToString() + c.ToString() + default(Point).ToString());
        Line line = new Line { From = a, Name = "line" };
        line.To.X = 77;
        line.From.Move(5);
        Line copy = line;
        copy.To.X = 1;
        Console.WriteLine(line.From.ToString() + line.To.ToString() + copy.To.ToString() + copy.Name);
        Point[] points = new Point[3];
        points[1].X = 4;
        points[1].Move(1);
        points[2] = points[1];
        points[2].Y = 6;
        Change(ref points[0]);
        Console.WriteLine(points[0].ToString() + points[1].ToString() + points[2].ToString());
        object boxed = points[2];
        Point unboxed = (Point)boxed;
        unboxed.X = -1;
        Console.WriteLine(boxed.ToString() + unboxed.ToString() + (boxed is Point).ToString());
        int[] numbers = { 1, 2, 3 };
        Console.WriteLine(Number(ref numbers[2]).ToString() + numbers[2].ToString());
        object number = 42;
        Console.WriteLine(((int)number + 1).ToString() + number.Equals(42).ToString());
        Bits bits = Bits.A | Bits.C;
        bits &= ~Bits.A;
        bits |= Bits.B;
        Console.WriteLine(((int)bits).ToString() + ((bits & Bits.C) != 0).ToString() + (bits == (Bits.B | Bits.C)).ToString());
        TimeSpan span = new TimeSpan(1, 2, 3);
        DateTime date = new DateTime(2024, 2, 28).AddDays(2);
        Console.WriteLine(span.Ticks.ToString() + " " + date.Day.ToString() + " " + date.Month.ToString() + " " + date.Ticks.ToString());
        TimeSpan twice = span + span;
        Console.WriteLine((twice > span).ToString() + twice.Minutes.ToString());
        Console.WriteLine("END");
    }
}
