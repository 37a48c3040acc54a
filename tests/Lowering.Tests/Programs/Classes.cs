using System;
using System.Collections;

namespace Classes
{
    // Inheritance, interfaces implicit and explicit, properties, indexers, operators, nested types, statics, base calls.
    public interface INamed
    {
        string Name { get; }
    }

    public interface ICounter : INamed
    {
        int Count(int by);
    }

    public abstract class Shape : INamed
    {
        protected readonly int Size;

        private static int s_made;

        protected Shape(int size)
        {
            Size = size;
            s_made++;
        }

        public static int Made => s_made;

        public abstract string Name { get; }

        public virtual int Area() => Size * Size;

        public int TwiceArea() => Area() * 2;

        protected internal virtual string Describe() => "shape " + Name;
    }

    public class Square : Shape, ICounter
    {
        private int _count;

        public Square(int size) : base(size) { }

        public Square() : this(3) { }

        public override string Name => "square";

        int ICounter.Count(int by) => _count += by;

        public int Count(int by) => -by;

        protected internal override string Describe() => base.Describe() + "!";
    }

    public sealed class Room : Square
    {
        private readonly Hashes _hashes = new Hashes();

        public Room(int size) : base(size) { }

        public override string Name => "room";

        public override int Area() => base.Area() + 1;

        public string this[int index]
        {
            get => _hashes.Texts[index] ?? "none";
            set => _hashes.Texts[index] = value;
        }

        private sealed class Hashes
        {
            public readonly string[] Texts = new string[4];
        }
    }

    public sealed class Money
    {
        public readonly int Cents;

        public Money(int cents) { Cents = cents; }

        public static Money operator +(Money a, Money b) => new Money(a.Cents + b.Cents);

        public static bool operator ==(Money a, Money b) => a.Cents == b.Cents;

        public static bool operator !=(Money a, Money b) => !(a == b);

        public static implicit operator Money(int cents) => new Money(cents);

        public static explicit operator int(Money money) => money.Cents;

        public override bool Equals(object other) => other is Money money && money == this;

        public override int GetHashCode() => Cents;

        public override string ToString() => Cents.ToString() + "c";
    }

    public static class Program
    {
        private static readonly string Prefix = "prefix ";

        private static int s_counter = 40;

        private static string Extend(this string text, int times)
        {
            string result = "";
            for (int i = 0; i < times; i++)
            {
                result += text;
            }

            return result;
        }

        private static int Sum(params int[] values)
        {
            int sum = 0;
            foreach (int value in values)
            {
                sum += value;
            }

            return sum;
        }

        private static int Optional(int a, int b = 5, string text = "abc") => a + b + text.Length;

        private static void Swap(ref string a, ref string b, out bool done)
        {
            string c = a;
            a = b;
            b = c;
            done = true;
        }

        public static void Main()
        {
            Shape[] shapes = { new Square(4), new Room(5), new Square() };
            foreach (Shape shape in shapes)
            {
                Console.WriteLine(shape.Name + " " + shape.Area().ToString() + " " + shape.TwiceArea().ToString() + " " + shape.Describe());
            }

            Console.WriteLine(Shape.Made.ToString());
            ICounter counter = (Square)shapes[1];
            Console.WriteLine(counter.Count(3).ToString() + counter.Count(4).ToString() + ((Square)counter).Count(9).ToString() + counter.Name);
            Room room = (Room)shapes[1];
            room[2] = "two";
            Console.WriteLine(room[1] + room[2]);
            Money money = new Money(150) + 50;
            Console.WriteLine(money.ToString() + (money == 200).ToString() + (money != 200).ToString() + ((int)money).ToString() + money.Equals(new Money(200)).ToString());
            Console.WriteLine((shapes[0] is ICounter).ToString() + (shapes[0] is Room).ToString() + ((shapes[0] as Room) == null).ToString());
            Console.WriteLine("ab".Extend(3) + Sum(1, 2, 3).ToString() + Sum().ToString() + Optional(1).ToString() + Optional(1, 2, "x").ToString());
            string a = "a", b = "b";
            Swap(ref a, ref b, out bool done);
            Console.WriteLine(a + b + done.ToString());
            s_counter += 2;
            Console.WriteLine(Prefix + s_counter.ToString());
            ArrayList list = new ArrayList();
            list.Add("x");
            list.Add(5);
            list.Add(new Money(1));
            string line = "";
            foreach (object item in list)
            {
                line += item.ToString() + ",";
            }

            Console.WriteLine(line);
            Console.WriteLine("END");
        }
    }
}
