using System;
using System.Threading;

// Delegates static, bound, multicast, captured; events; timers and threads; locks.
public static class Program
{
    private delegate int Operation(int a, int b);

    private delegate void Change(ref int value);

    private static event Action Happened;

    private static int s_sum;

    private class Adder
    {
        private readonly int _plus;

        public Adder(int plus) { _plus = plus; }

        public int Add(int a, int b) => a + b + _plus;

        public virtual int Subtract(int a, int b) => a - b;
    }

    private static int Multiply(int a, int b) => a * b;

    private static int Apply(Operation operation, int a, int b) => operation(a, b);

    private static void First() => s_sum += 1;

    private static void Second() => s_sum += 10;

    private static Operation Make(int captured)
    {
        int calls = 0;
        return (a, b) => a + b + captured + ++calls;
    }

    public static void Main()
    {
        Adder adder = new Adder(100);
        Console.WriteLine(Apply(Multiply, 6, 7).ToString() + " " + Apply(adder.Add, 1, 2).ToString() + " " + Apply(adder.Subtract, 9, 4).ToString());
        Operation made = Make(1000);
        Console.WriteLine(made(1, 2).ToString() + " " + made(1, 2).ToString());
        Happened += First;
        Happened += Second;
        Happened += First;
        Happened();
        Happened -= First;
        Happened();
        Console.WriteLine(s_sum.ToString());
        Happened -= First;
        Happened -= Second;
        Console.WriteLine((Happened == null).ToString());
        Change change = (ref int value) => value += 5;
        int changed = 1;
        change(ref changed);
        Console.WriteLine(changed.ToString());
        object gate = new object();
        int total = 0;
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.Length; i++)
        {
            int mine = i;
            threads[i] = new Thread(() =>
            {
                for (int j = 0; j < 50; j++)
                {
                    lock (gate)
                    {
                        total += mine + 1;
                    }
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Console.WriteLine(total.ToString());
        AutoResetEvent done = new AutoResetEvent(false);
        new Thread(() => done.Set()).Start();
        Console.WriteLine(done.WaitOne(5000, false).ToString());
        int counter = 0;
        Interlocked.Increment(ref counter);
        Console.WriteLine(Interlocked.CompareExchange(ref counter, 9, 1).ToString() + counter.ToString());
        Console.WriteLine("END");
    }
}
