using System;

namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit
    {
    }
}

namespace Initialised
{
    public interface IGauge
    {
        int Level { get; init; }
    }

    public class Gauge : IGauge
    {
        private readonly string _name = "none";

        public int Level { get; init; } = 3;

        public virtual int Scale { get; init; }

        public string Name
        {
            get { return _name; }
            init { _name = value ?? "null"; }
        }

        public override string ToString()
        {
            return _name + " " + Level.ToString() + " " + Scale.ToString();
        }
    }

    public class Doubled : Gauge
    {
        public override int Scale
        {
            get { return base.Scale; }
            init { base.Scale = value * 2; }
        }
    }

    public static class Program
    {
        public static void Main()
        {
            Console.WriteLine(new Gauge().ToString());
            Console.WriteLine(new Gauge { Level = 7, Name = "seven", Scale = 1 }.ToString());
            Gauge doubled = new Doubled { Name = null, Scale = 21 };
            Console.WriteLine(doubled.ToString());
            IGauge gauge = new Gauge { Level = 9 };
            Console.WriteLine(gauge.Level.ToString());
            Console.WriteLine("END");
        }
    }
}
