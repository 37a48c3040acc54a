using System;
using System.Collections;

/// <summary>Objects that are part of others, and shapes of code that closing rearranges.</summary>
public static class Program
{
    public static void Main()
    {
        Owner first = new Owner("a", 3);
        Owner second = new Owner("b", 4);
        first.Run();
        second.Run();
        Console.WriteLine(first.Sum() + " " + second.Sum() + " " + first.Shared());
        Action late = first.Late();
        second.Run();
        late();
        Console.WriteLine(new Choosing(true).Text() + new Choosing(false).Text());
        Keeper keeper = new Keeper();
        keeper.Fill(5);
        Console.WriteLine(keeper.Text());
        for (int i = -2; i < 3; i++)
        {
            Console.WriteLine(Decide(i, i * 2) + " " + Between(i) + " " + Steps(i + 2) + " " + Low(i) + " " + Kept(i));
        }

        Console.WriteLine(Numbers() + " " + Compare(0.5) + Compare(1.5) + Compare(3.5));
        Console.WriteLine("END");
    }

    // Branches on values that several paths bring along.
    private static string Decide(int a, int b)
    {
        bool both = a > 0 && b > 0;
        bool any = a < 0 || b > 3;
        bool odd = (a & 1) != 0 && !(b == 2);
        if (both ? any : odd)
        {
            return both + "1";
        }

        return any && !odd ? "2" : odd || both ? "3" : "4";
    }

    private static bool Between(int value)
    {
        return value >= -1 && !(value > 1);
    }

    private static int Steps(int count)
    {
        int steps = 0;
        while (true)
        {
            if (count == 0)
            {
                break;
            }

            if (count == 2)
            {
                count--;
                continue;
            }

            steps += count;
            count--;
        }

        switch (steps)
        {
            case 0: return 10;
            case 1: steps += 5; break;
            case 4: steps = 7; goto case 1;
            default: steps--; break;
        }

        return steps;
    }

    private static int Low(int value)
    {
        byte low = (byte)(value + 255);
        sbyte signed = (sbyte)(value * 100);
        ushort word = (ushort)value;
        char letter = (char)('a' + (value & 3));
        return low + signed + word + letter;
    }

    private static int Kept(int value)
    {
        int unused = value * 2;
        int copy = value;
        int result = copy;
        copy = unused;
        try
        {
            result += 7 / (value + 2) > 3 ? copy : 1;
        }
        catch (Exception)
        {
            result = copy - 1;
        }

        return result;
    }

    private static string Numbers()
    {
        long most = long.MaxValue;
        return 128 + " " + 255 + " " + 200 + " " + 256 + " " + 1024 + " " + 4096 + " " + 65535 + " " + 65500 + " " + 0x7FFFFFFF + " " + 0x1FFFFFFF + " "
            + -256 + " " + -261 + " " + 500 + " " + 301 + " " + -2147483648 + " " + most + " " + Wide(200) + " " + Wide(0x7FFFFFFF) + " " + (-1L) + " " + 4294967296L;
    }

    private static long Wide(int value)
    {
        return value * 65536L;
    }

    private static string Compare(double value)
    {
        bool less = value < 2;
        if (!(value < 2) && !(value > 3))
        {
            return "between" + less;
        }

        return value > 3 ? "above" : "below";
    }
}

/// <summary>Makes its parts, which refer to each other and to it.</summary>
internal sealed class Owner
{
    private readonly string _name;
    private readonly Counter _counter;
    private readonly Log _log;
    private readonly int[] _shared;

    internal Owner(string name, int step)
    {
        _name = name;
        _shared = new int[2];
        _log = new Log(name, _shared);
        _counter = new Counter(this, _log, step);
    }

    internal string Name
    {
        get { return _name; }
    }

    internal void Run()
    {
        for (int i = 0; i < 3; i++)
        {
            _counter.Add(i);
        }

        _log.Print();
    }

    internal int Sum()
    {
        return _counter.Total + _log.Length;
    }

    internal int Shared()
    {
        return _shared[0] + _shared[1];
    }

    internal Action Late()
    {
        return _counter.Say;
    }
}

internal sealed class Counter
{
    private readonly Owner _owner;
    private readonly Log _log;
    private readonly int _step;
    private readonly Inner _inner = new Inner();

    internal Counter(Owner owner, Log log, int step)
    {
        _owner = owner;
        _log = log;
        _step = step;
    }

    internal int Total { get; private set; }

    internal void Add(int value)
    {
        Total += _inner.Next() * _step + value;
        _log.Note(_owner.Name + Total);
    }

    internal void Say()
    {
        Console.WriteLine("late " + _owner.Name + " " + Total + " " + _inner.Count);
    }
}

internal sealed class Inner
{
    internal int Count;

    internal int Next()
    {
        return ++Count;
    }
}

internal sealed class Log
{
    private readonly string _name;
    private readonly int[] _shared;
    private readonly ArrayList _lines = new ArrayList();

    internal Log(string name, int[] shared)
    {
        _name = name;
        _shared = shared;
    }

    internal int Length
    {
        get { return _lines.Count; }
    }

    internal void Note(string line)
    {
        _shared[_lines.Count & 1]++;
        _lines.Add(line);
    }

    internal void Print()
    {
        string text = _name + ":";
        for (int i = 0; i < _lines.Count; i++)
        {
            text += " " + _lines[i];
        }

        Console.WriteLine(text);
    }
}

/// <summary>Makes its part on one way only, so it is none.</summary>
internal sealed class Choosing
{
    private readonly Optional _optional;

    internal Choosing(bool has)
    {
        if (has)
        {
            _optional = new Optional(7);
        }
    }

    internal string Text()
    {
        return _optional == null ? "none " : "some " + _optional.Number + " ";
    }
}

internal sealed class Optional
{
    internal readonly int Number;

    internal Optional(int number)
    {
        Number = number;
    }
}

/// <summary>Replaces what it made: what it holds is no part.</summary>
internal sealed class Keeper
{
    private Cell _cell;
    private readonly Cell2 _fixed;

    internal Keeper()
    {
        _cell = new Cell(1);
        _fixed = new Cell2(_cell);
    }

    internal void Fill(int value)
    {
        Cell before = _cell;
        _cell = new Cell(value);
        _cell.Next = before;
    }

    internal string Text()
    {
        return _cell.Value + " " + _cell.Next.Value + " " + _fixed.First.Value;
    }
}

internal sealed class Cell
{
    internal readonly int Value;
    internal Cell Next;

    internal Cell(int value)
    {
        Value = value;
    }
}

internal sealed class Cell2
{
    internal readonly Cell First;

    internal Cell2(Cell first)
    {
        First = first;
    }
}
