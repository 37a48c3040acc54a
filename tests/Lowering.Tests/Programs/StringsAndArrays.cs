using System;

// Literals of all alphabets, static data of all element sizes, arrays of arrays, copying.
public static class Program
{
    private static readonly byte[] Bytes = { 1, 2, 3, 250, 255, 0, 7, 8, 9 };
    private static readonly sbyte[] Signed = { -1, 2, -3, 4, -5 };
    private static readonly short[] Shorts = { -1, 300, -30000, 4 };
    private static readonly char[] Characters = { 'a', '\u00e4', '\u20ac', 'z' };
    private static readonly int[] Numbers = { 1, -2, 1000000, int.MinValue };
    private static readonly uint[] Unsigned = { 1, 2, 3000000000 };
    private static readonly long[] Longs = { 1, -2, long.MaxValue };
    private static readonly float[] Floats = { 1.5f, -2.25f, 1000f };
    private static readonly double[] Doubles = { 1.5, -2.25, 1e6 };
    private static readonly bool[] Flags = { true, false, true, true };
    private static readonly string[] Texts = { "one", "", null, "System", ".ctor" };
    private static readonly int[][] Jagged = { new[] { 1, 2 }, new int[0], new[] { 3, 4, 5 } };

    private static long Sum()
    {
        long sum = 0;
        foreach (byte b in Bytes) sum += b;
        foreach (sbyte b in Signed) sum += b;
        foreach (short b in Shorts) sum += b;
        foreach (char b in Characters) sum += b;
        foreach (int b in Numbers) sum += b;
        foreach (uint b in Unsigned) sum += b;
        foreach (float b in Floats) sum += (long)b;
        foreach (double b in Doubles) sum += (long)b;
        foreach (bool b in Flags) sum += b ? 1 : 0;
        return sum;
    }

    public static void Main()
    {
        Console.WriteLine(Sum().ToString() + " " + Longs[2].ToString());
        Console.WriteLine("ascii \"quoted\" back\\slash");
        Console.WriteLine("Umlaute \u00e4\u00f6\u00fc, Euro \u20ac, \u6f22\u5b57");
        Console.WriteLine("\u00e4\u20ac".Length.ToString() + new string(Characters).Length.ToString());
        Console.WriteLine((Texts[1].Length + Texts[0].Length).ToString() + Texts[3] + Texts[4]);
        Console.WriteLine(Jagged[0][1].ToString() + Jagged[1].Length.ToString() + Jagged[2][2].ToString());
        byte[] copy = new byte[5];
        Array.Copy(Bytes, 1, copy, 0, 5);
        Console.WriteLine(copy[2].ToString() + copy[4].ToString());
        string text = "Hello, world";
        Console.WriteLine(text.Substring(7) + text.IndexOf("world").ToString() + text.ToUpper() + text[4].ToString());
        Console.WriteLine((text == "Hello" + ", world").ToString() + string.Compare("a", "b").ToString() + text.Split(',')[1].Trim());
        object[] mixed = { 1, "two", 'c', 4L, null };
        string line = "";
        foreach (object item in mixed)
        {
            line += (item == null ? "null" : item.ToString()) + ";";
        }

        Console.WriteLine(line);
        char[] letters = new char[3];
        letters[0] = 'x';
        letters[2] = letters[0];
        letters[1]++;
        Console.WriteLine(((int)letters[1]).ToString() + letters[2].ToString());
        float[] floats = new float[2];
        floats[1] = 2.5f;
        floats[1] *= 2;
        double[] doubles = { floats[1], 0.5 };
        long[] longs = new long[2];
        longs[0] = (long)(doubles[0] * 10);
        short[] shorts = new short[2];
        shorts[1] = (short)longs[0];
        Console.WriteLine(shorts[1].ToString() + longs[0].ToString());
        Console.WriteLine("END");
    }
}
