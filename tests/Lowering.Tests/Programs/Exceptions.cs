using System;

// Catch, filter, finally, rethrow, nesting in all directions, leaving several blocks at once, exceptions through frames.
public static class Program
{
    private sealed class OwnException : Exception
    {
        public readonly int Code;

        public OwnException(int code) : base("own " + code.ToString()) { Code = code; }
    }

    private static string s_log = "";

    private static void Log(string text) => s_log += text;

    private static int Thrower(int kind)
    {
        switch (kind)
        {
            case 0: throw new ArgumentException("argument");
            case 1: throw new OwnException(5);
            case 2: throw new OwnException(7);
            case 3: return kind - 3;
            default: return kind;
        }
    }

    private static int Middle(int kind)
    {
        try
        {
            return Thrower(kind);
        }
        finally
        {
            Log("f");
        }
    }

    private static string Outer(int kind)
    {
        try
        {
            try
            {
                Log(Middle(kind).ToString());
            }
            catch (OwnException e) when (e.Code == 5)
            {
                Log("[5:" + e.Message + "]");
            }
            catch (OwnException e)
            {
                Log("[own " + e.Code.ToString() + "]");
                throw;
            }
            finally
            {
                Log("F");
            }
        }
        catch (ArgumentException)
        {
            Log("[argument]");
            try
            {
                throw new InvalidOperationException("again");
            }
            catch (InvalidOperationException e)
            {
                Log("[" + e.Message + "]");
            }
        }
        catch (Exception e)
        {
            Log("[" + (e is OwnException).ToString() + "]");
        }

        string result = s_log;
        s_log = "";
        return result;
    }

    private static int Leave()
    {
        int rounds = 0;
        while (true)
        {
            try
            {
                try
                {
                    rounds++;
                    if (rounds == 2)
                    {
                        continue;
                    }

                    if (rounds > 3)
                    {
                        return rounds;
                    }
                }
                finally
                {
                    rounds += 10;
                }
            }
            finally
            {
                rounds += 100;
            }
        }
    }

    private static bool Filter(string text)
    {
        Log("filter " + text + ";");
        return text == "b";
    }

    private static void Filters()
    {
        try
        {
            throw new Exception("x");
        }
        catch (Exception) when (Filter("a"))
        {
            Log("a");
        }
        catch (Exception) when (Filter("b"))
        {
            Log("b");
        }
    }

    private sealed class Resource : IDisposable
    {
        public void Dispose() => Log("disposed;");
    }

    private static void Use()
    {
        using (new Resource())
        {
            Log("used;");
        }
    }

    public static void Main()
    {
        for (int i = 0; i < 5; i++)
        {
            if (i != 3)
            {
                Console.WriteLine(Outer(i));
            }
        }

        Console.WriteLine(Leave().ToString());
        Filters();
        Use();
        Console.WriteLine(s_log);
        object nothing = null;
        try
        {
            nothing.ToString();
        }
        catch (NullReferenceException)
        {
            Console.WriteLine("null");
        }

        try
        {
            object text = "text";
            Console.WriteLine(((int[])text).Length.ToString());
        }
        catch (InvalidCastException)
        {
            Console.WriteLine("cast");
        }

        try
        {
            int[] three = new int[3];
            three[three.Length] = 1;
        }
        catch (IndexOutOfRangeException)
        {
            Console.WriteLine("index");
        }

        Console.WriteLine("END");
    }
}
