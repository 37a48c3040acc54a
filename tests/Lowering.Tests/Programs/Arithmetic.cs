using System;

// Every arithmetic instruction on every kind of number; results that .NET and the firmware must agree about.
public static class Program
{
    private static int Mix(int a, int b) => ((a + b) * 3 - (a / b)) ^ (a % b) & (a << 2) | (b >> 1);

    private static uint MixUnsigned(uint a, uint b) => ((a + b) * 3 - (a / b)) ^ (a % b) & (a << 2) | (b >> 1);

    private static long MixLong(long a, long b) => ((a + b) * 3 - (a / b)) ^ (a % b) & (a << 40) | (b >> 3);

    private static ulong MixUnsignedLong(ulong a, ulong b) => ((a + b) * 3 - (a / b)) ^ (a % b) & (a << 40) | (b >> 3);

    private static void Narrow(int value)
    {
        Console.WriteLine(((sbyte)value).ToString() + " " + ((byte)value).ToString() + " " + ((short)value).ToString() + " " + ((ushort)value).ToString());
        Console.WriteLine(((uint)value).ToString() + " " + ((long)value).ToString() + " " + ((ulong)(uint)value).ToString());
    }

    private static string Compare(int a, int b) =>
        (a < b).ToString() + (a <= b).ToString() + (a > b).ToString() + (a >= b).ToString() + (a == b).ToString() + (a != b).ToString();

    private static string CompareUnsigned(uint a, uint b) => (a < b).ToString() + (a <= b).ToString() + (a > b).ToString() + (a >= b).ToString();

    private static string CompareDouble(double a, double b) => (a < b).ToString() + (a <= b).ToString() + (a > b).ToString() + (a == b).ToString();

    public static void Main()
    {
        Console.WriteLine(Mix(12345, 67).ToString());
        Console.WriteLine(Mix(-12345, 67).ToString());
        Console.WriteLine(MixUnsigned(4000000000, 77).ToString());
        Console.WriteLine(MixLong(-1234567890123, 4567).ToString());
        Console.WriteLine(MixUnsignedLong(12345678901234567890, 4567).ToString());
        Narrow(300);
        Narrow(-70000);
        Console.WriteLine(Compare(1, 2) + Compare(-2, 2) + Compare(5, 5));
        Console.WriteLine(CompareUnsigned(1, 4000000000) + CompareUnsigned(4000000000, 1));
        Console.WriteLine(CompareDouble(1.5, 2.5) + CompareDouble(2.5, 2.5));
        double d = 10.0 / 4.0 + 0.25;
        float f = (float)d * 2f;
        Console.WriteLine(((int)d).ToString() + " " + ((int)f).ToString() + " " + ((long)(d * 1000)).ToString() + " " + ((int)-d).ToString());
        Console.WriteLine((~5).ToString() + " " + (-7).ToString() + " " + (~5L).ToString() + " " + (5 >> 1).ToString() + " " + (-5 >> 1).ToString() + " " + ((int)(4294967291u >> 28)).ToString());
        int i = 5;
        i++;
        i += 10;
        i *= i--;
        Console.WriteLine(i.ToString());
        char c = 'a';
        c += (char)2;
        Console.WriteLine(c.ToString() + ((int)c).ToString());
        bool yes = i > 3 && i < 1000 || c == 'x';
        Console.WriteLine((yes ? "yes" : "no") + (!yes ? "no" : "yes"));
        byte wrap = 250;
        wrap += 10;
        Console.WriteLine(wrap.ToString());
        long big = int.MaxValue;
        big += 10;
        Console.WriteLine(big.ToString() + " " + long.MinValue.ToString() + " " + ulong.MaxValue.ToString());
        Console.WriteLine("END");
    }
}
