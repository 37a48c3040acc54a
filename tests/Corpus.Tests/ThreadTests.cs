using System.Reflection;
using NanoLive.Patching;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// Threads of an application on a simulated board while what they call is replaced. The thread moves when the test says so, one turn at a time, so nothing depends on how fast it is.
/// </summary>
public class ThreadTests
{
    private const string Driver = """
        using System.Threading;
        namespace Drivers {
          public static class Gate {
            public static readonly AutoResetEvent Go = new AutoResetEvent(false);
            public static readonly AutoResetEvent Inside = new AutoResetEvent(false);
            public static readonly AutoResetEvent Leave = new AutoResetEvent(false);
            public static readonly AutoResetEvent Done = new AutoResetEvent(false);
            public static bool IsOver;
          }
          public class Driver {
            private int _n;
            public void Add(int by) { Gate.Inside.Set(); Gate.Leave.WaitOne(); _n += by; }
            public string Step(int n) { return "n" + _n; }
          }
        }
        """;

    private const string Application = """
        using System.Threading; using Corpus; using Drivers; using NanoLive.Objects; using NanoLive.Update;
        namespace Weather {
          public sealed class Application : IApplication {
            public void Build(LiveBoard board) {
              Entry driver = board.Table.Define("driver", typeof(Driver)).Create("driver");
              Script.Start(board, driver, board.Table.Define("use", typeof(Use), typeof(LiveBoard), typeof(Entry)).Create("use", board, driver));
              new Worker(driver).Start();
            }
          }
          public class Worker {
            private readonly Entry _driver;
            public Worker(Entry driver) { _driver = driver; }
            public void Start() { new Thread(Loop).Start(); }
            private void Loop() {
              while (true) {
                Gate.Go.WaitOne();
                if (Gate.IsOver) { return; }
                if (_driver.Enter(600000)) { ((Driver)_driver.Target).Add(1); _driver.Leave(); }
                Gate.Done.Set();
              }
            }
          }
          public class Use : Script {
            private readonly Entry _driver;
            public Use(LiveBoard board, Entry driver) : base(board) { _driver = driver; }
            protected override string Step(int n, long nowMs) { return ((Driver)_driver.Target).Step(n); }
          }
        }
        """;

    [Fact]
    public void Thread_that_enters_is_waited_for_and_goes_on_with_the_new_object_through_an_adapter()
    {
        using var chain = new Chain(Driver, Application);
        chain.Board.RunToLine(2);
        var gate = new Gates(chain.Board);
        gate.Turn();
        chain.Board.RunToLine(4);
        Assert.Equal("n1", chain.Board.Lines[3]);

        var patch = chain.Make(Driver.Replace("Add(int by)", "Add(int by, int times = 10)").Replace("_n += by;", "_n += by * times;"), out string told);
        Assert.True(patch != null && told.Contains("is answered by an adapter", StringComparison.Ordinal) && !told.Contains("keeps-running", StringComparison.Ordinal), told);

        // 1. The thread is inside: nothing is swapped, however long the board runs.
        object old = chain.Board.Driver;
        gate.Enter();
        chain.Board.Offer(PairBuild.Sign(patch, 1));
        chain.Board.RunToLine(12);
        Assert.Same(old, chain.Board.Driver);

        // 2. It leaves, the swap follows, and the loop that runs still calls by the old signature: ten for one.
        gate.Leave();
        chain.Board.Confirm();
        Assert.NotSame(old, chain.Board.Driver);
        gate.Turn();
        int line = chain.Board.Lines.Count;
        chain.Board.RunToLine(line + 2);
        Assert.Equal("n12", chain.Board.Lines[line + 1]);
        gate.End();
    }

    [Fact]
    public void Thread_of_a_replaced_object_counts_on_in_the_old_one()
    {
        string own = Driver.Replace("private int _n;", """
            private int _n; private Thread _thread;
            private void Loop() { while (true) { Gate.Go.WaitOne(); if (Gate.IsOver) { return; } Gate.Inside.Set(); Gate.Leave.WaitOne(); _n++; Gate.Done.Set(); } }
            """).Replace("public string Step(int n) {", "public string Step(int n) { if (_thread == null) { _thread = new Thread(Loop); _thread.Start(); }");
        string edited = own.Replace("\"n\" + _n", "\"m\" + _n");
        string application = Application.Replace("new Worker(driver).Start();", "");
        using var chain = new Chain(own, application);
        chain.Board.RunToLine(2);
        var gate = new Gates(chain.Board);
        gate.Turn();

        // 1. Said, with where the thread begins and what helps.
        Assert.NotNull(chain.Make(edited, out string told));
        Assert.Contains("AtReboot MethodBody Drivers.Driver.Step", told);
        Assert.Contains("Driver.Step starts (/corpus/Driver.cs:", told);

        // 2. Applied all the same, because somebody wrote a migration that forgets the thread.
        var patch = chain.Make(edited.Replace("public class Driver", """
            [NanoLive.Objects.StateMigration(typeof(Driver))] internal static class Nothing { public static object Stop(object of) { return null; } public static void Start(object of) { } }
            public class Driver
            """), out told);
        Assert.True(patch != null, told);
        chain.Apply(patch, 2);
        gate.Turn();
        int line = chain.Board.Lines.Count;
        chain.Board.RunToLine(line + 2);
        Assert.Equal("m1", chain.Board.Lines[line + 1]);
        gate.End();
    }

    [Fact]
    public void Thread_of_a_replaced_object_is_stopped_as_proposed_and_goes_on_in_the_new_one_and_the_next()
    {
        string application = Application.Replace("new Worker(driver).Start();", "");
        using var chain = new Chain(Receiver, application);
        chain.Board.RunToLine(2);
        var gate = new Gates(chain.Board);
        gate.Turn();
        chain.Board.RunToLine(4);
        Assert.Equal("n1", chain.Board.Lines[3]);

        // 1. What is proposed stops by Halt and starts by Listen; as it is proposed it goes live.
        string edited = Receiver.Replace("_n++", "_n += 10");
        Assert.Null(chain.Make(edited, out string told));
        string stub = chain.Proposal(edited);
        Assert.True(stub.Contains("((Driver)of).Halt();", StringComparison.Ordinal) && stub.Contains("((Driver)of).Listen();", StringComparison.Ordinal), told + stub);
        var patch = chain.Make(stub + edited.Replace("using System.Threading;", ""), out told);
        Assert.True(patch != null && told.Contains("LiveWithMigration", StringComparison.Ordinal) && !told.Contains("keeps-running", StringComparison.Ordinal), told);

        // 2. Updated while the thread waits for the bus: the old object's has ended, the new one's counts in tens.
        object old = chain.Board.Driver;
        chain.Apply(patch, 2);
        Assert.False(Runs(old));
        Assert.True(Runs(chain.Board.Driver));
        gate.Turn();
        int line = chain.Board.Lines.Count;
        chain.Board.RunToLine(line + 2);
        Assert.Equal("n11", chain.Board.Lines[line + 1]);

        // 3. The next patch does the same from this one, with what was counted since. One that has no such migration, as the way back to the release, waits for a reboot.
        object next = chain.Board.Driver;
        var back = chain.Back(out _);
        Assert.True(back == null || !chain.FollowsLast(back));
        chain.Apply((stub + edited.Replace("using System.Threading;", "")).Replace("_n += 10", "_n += 100"), 2);
        Assert.False(Runs(next));
        gate.Turn();
        line = chain.Board.Lines.Count;
        chain.Board.RunToLine(line + 2);
        Assert.Equal("n111", chain.Board.Lines[line + 1]);
        gate.End();
    }

    private static bool Runs(object driver)
    {
        for (Type? type = driver.GetType(); type != null; type = type.BaseType)
        {
            if (type.GetField("_thread", BindingFlags.Instance | BindingFlags.NonPublic) is { } field)
            {
                object thread = field.GetValue(driver)!;
                return (bool)thread.GetType().GetProperty("IsAlive")!.GetValue(thread)!;
            }
        }

        return false;
    }

    /// <summary>A driver that listens on a line with a thread of its own, as modems and readers have.</summary>
    private static readonly string Receiver = Driver.Replace("private int _n;", """
        private readonly object _lock = new object(); private int _n; private Thread _thread; private bool _isOpen;
        public void Listen() { _isOpen = true; _thread = new Thread(Receive); _thread.Start(); }
        public void Halt() { _isOpen = false; Gate.Go.Set(); _thread.Join(); }
        private void Receive() {
          while (_isOpen) {
            Gate.Go.WaitOne();
            if (!_isOpen) { return; }
            Gate.Inside.Set(); Gate.Leave.WaitOne();
            lock (_lock) { _n++; }
            Gate.Done.Set();
          }
        }
        """).Replace("public string Step(int n) {", "public string Step(int n) { if (_thread == null) { Listen(); }");

    /// <summary>Hand on the thread.</summary>
    private sealed class Gates(CorpusBoard board)
    {
        private readonly Type _type = board.Driver.GetType().Assembly.GetType("Drivers.Gate", true)!;

        public void Enter()
        {
            Event("Go").Set();
            Assert.True(Event("Inside").WaitOne(60_000));
        }

        public void Leave()
        {
            Event("Leave").Set();
            Assert.True(Event("Done").WaitOne(60_000));
        }

        public void Turn()
        {
            Enter();
            Leave();
        }

        public void End()
        {
            _type.GetField("IsOver")!.SetValue(null, true);
            Event("Go").Set();
        }

        private EventWaitHandle Event(string name) => (EventWaitHandle)_type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
    }
}
