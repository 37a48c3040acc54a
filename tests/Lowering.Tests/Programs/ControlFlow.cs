using System;

// Branches, loops and switches, dense and sparse, over numbers, strings and enums.
public static class Program
{
    private enum Phase : byte
    {
        Idle,
        Running = 7,
        Done = 200,
    }

    private static int Dense(int value)
    {
        switch (value)
        {
            case 0: return 10;
            case 1: return 11;
            case 2: goto case 0;
            case 3:
            case 4: return 14;
            case 5: return 15;
            default: return -1;
        }
    }

    private static int Sparse(int value)
    {
        switch (value)
        {
            case -100: return 1;
            case 7: return 2;
            case 100000: return 3;
            default: return 0;
        }
    }

    private static int Text(string value)
    {
        switch (value)
        {
            case "alpha": return 1;
            case "beta": return 2;
            case "System": return 3;
            case "": return 4;
            default: return 0;
        }
    }

    private static string Name(Phase phase)
    {
        switch (phase)
        {
            case Phase.Idle: return "idle";
            case Phase.Running: return "running";
            case Phase.Done: return "done";
            default: return "?";
        }
    }

    private static int Loops(int n)
    {
        int sum = 0;
        for (int i = 0; i < n; i++)
        {
            int j = i;
            while (true)
            {
                if (j > 5)
                {
                    break;
                }

                if (j++ % 2 == 0)
                {
                    continue;
                }

                sum += j;
            }

            do
            {
                sum += i;
            }
            while (sum % 7 == 3);
        }

        return sum;
    }

    private static int Recursive(int n) => n < 2 ? n : Recursive(n - 1) + Recursive(n - 2);

    private static bool Even(int n) => n == 0 || Odd(n - 1);

    private static bool Odd(int n) => n != 0 && Even(n - 1);

    private static int Far(int n)
    {
        int sum = n;
        // Long enough that the branch around it needs more than eight bits.
        if (n > 0)
        {
            sum = sum * 3 + 1; sum = sum * 3 + 2; sum = sum * 3 + 3; sum = sum * 3 + 4; sum = sum * 3 + 5; sum = sum * 3 + 6;
            sum = sum * 3 + 1; sum = sum * 3 + 2; sum = sum * 3 + 3; sum = sum * 3 + 4; sum = sum * 3 + 5; sum = sum * 3 + 6;
            sum = sum * 3 + 1; sum = sum * 3 + 2; sum = sum * 3 + 3; sum = sum * 3 + 4; sum = sum * 3 + 5; sum = sum * 3 + 6;
            sum = sum * 3 + 1; sum = sum * 3 + 2; sum = sum * 3 + 3; sum = sum * 3 + 4; sum = sum * 3 + 5; sum = sum * 3 + 6;
            sum = sum * 3 + 1; sum = sum * 3 + 2; sum = sum * 3 + 3; sum = sum * 3 + 4; sum = sum * 3 + 5; sum = sum * 3 + 6;
        }

        return sum;
    }

    public static void Main()
    {
        string line = "";
        for (int i = -1; i < 8; i++)
        {
            line += Dense(i).ToString() + " ";
        }

        Console.WriteLine(line);
        Console.WriteLine(Sparse(-100).ToString() + Sparse(7).ToString() + Sparse(100000).ToString() + Sparse(8).ToString());
        Console.WriteLine(Text("alpha").ToString() + Text("beta").ToString() + Text("System").ToString() + Text("").ToString() + Text("x").ToString());
        Console.WriteLine(Name(Phase.Idle) + Name(Phase.Running) + Name(Phase.Done) + Name((Phase)3));
        Console.WriteLine(Loops(9).ToString() + " " + Recursive(12).ToString() + " " + Even(10).ToString() + Odd(10).ToString());
        Console.WriteLine(Far(0).ToString() + " " + Far(1).ToString());
        int[] numbers = { 4, 8, 15, 16, 23, 42 };
        int total = 0;
        foreach (int number in numbers)
        {
            total += number;
        }

        Console.WriteLine(total.ToString());
        string text = null;
        Console.WriteLine((text ?? "nothing") + ((object)text).NullOrNot());
        Console.WriteLine("END");
    }

    private static string NullOrNot(this object value) => value == null ? "0" : "1";
}
