using System.Reflection;
using System.Runtime.ExceptionServices;
using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>
/// What a board's processor does over time.
/// <code>
/// off     --power on-----------------> booting
/// booting --boot time has passed-----> running
/// running --reset asked, or it threw-> booting     (at the end of the step)
/// any     --power lost---------------> off
/// </code>
/// Leaving running throws the boot's load context away and takes every pin to its reset state.
/// </summary>
internal sealed class BoardLife(SimulatedBoard board, BoardClock clock, ReleaseFiles release)
{
    private const string GuestAssembly = "NanoLive.Guest";
    private const string SocketAssembly = "NanoLive.Socket";
    private const string CoreLibrary = "mscorlib";

    private readonly List<BoardCrash> _crashes = [];
    private Boot? _boot;
    private bool _isOn;
    private bool _powerLost;
    private string? _resetBy;
    private volatile bool _wake;
    private long _dueUs = SimulatedTime.Never;

    internal bool IsOn => _isOn && !_powerLost;

    internal bool IsRunning => _boot != null && IsOn;

    internal int Boots { get; private set; }

    internal IReadOnlyList<BoardCrash> Crashes => _crashes;

    /// <summary>When something happens on this board next.</summary>
    internal long NextUs => Math.Min(_wake && _boot != null ? clock.NowUs : _dueUs, board.Time.NextEventUs);

    internal void Wake()
    {
        _wake = true;
        clock.Wake();
    }

    internal void TurnOn()
    {
        if (!_isOn)
        {
            _isOn = true;
            _powerLost = false;
            ScheduleBoot();
        }
    }

    internal void LosePower()
    {
        _powerLost = true;
        _boot?.Gate.End();
        clock.Wake();
    }

    internal void AskReset(string by)
    {
        if (IsOn)
        {
            _resetBy ??= by;
            clock.Wake();
        }
    }

    /// <summary>Goes on to what happens next, or as far as the limit.</summary>
    internal void RunNext(long limitUs)
    {
        clock.PassUntil(Math.Min(NextUs, limitUs));
        Settle();
        if (IsOn && _boot == null && clock.NowUs >= _dueUs)
        {
            Run(Start);
        }
        else if (IsOn && _boot is { } boot && (_wake || clock.NowUs >= _dueUs))
        {
            Run(() => Step(boot));
        }

        Settle();
        if (clock.TakeSlipUs() is var slipUs and > 0)
        {
            board.Trace.Write(new TraceRecord(clock.NowUs, TraceWords.Slip, null, slipUs, 0));
        }
    }

    /// <summary>Does what was asked for from outside: power cut, reset.</summary>
    internal void Settle()
    {
        if (_powerLost && _isOn)
        {
            End();
            _isOn = false;
            _dueUs = SimulatedTime.Never;
            _resetBy = null;
            board.OnPowerLost();
        }
        else if (_resetBy != null && _isOn)
        {
            string by = _resetBy;
            End();
            board.OnReset(by, Boots);
            ScheduleBoot();
        }
    }

    private void ScheduleBoot()
    {
        _resetBy = null;
        _dueUs = clock.NowUs + (board.Description.Hardware.BootMs * 1000L);
    }

    private void Run(Action part)
    {
        try
        {
            if (BootProcessor.IsThreadSpent)
            {
                RunBeside(part);
            }
            else
            {
                part();
            }
        }
        catch (BoardStoppedException)
        {
        }
        catch (Exception exception)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            if (!_powerLost)
            {
                _crashes.Add(new BoardCrash(clock.NowUs, $"{cause.GetType().Name}: {cause.Message}", cause.ToString()));
                board.OnCrash(_crashes[^1]);
                AskReset("crash");
            }
        }
    }

    private static void RunBeside(Action part)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() => thrown = ExceptionOf(part)) { IsBackground = true, Name = "board" };
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }

    private static ExceptionDispatchInfo? ExceptionOf(Action part)
    {
        try
        {
            part();
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void Start()
    {
        Boots++;
        _dueUs = clock.NowUs;
        _wake = false;
        _boot = new Boot(board, clock, release, AskReset, Wake);
        Plug(_boot);
        var guest = _boot.Context.Find(GuestAssembly)
            ?? throw new FileNotFoundException($"the board has no assembly {GuestAssembly}");
        var type = guest.GetTypes().First(candidate => typeof(IGuest).IsAssignableFrom(candidate) && !candidate.IsAbstract);
        _boot.Guest = (IGuest)Activator.CreateInstance(type)!;
        _boot.Guest.Boot(_boot.Hardware);
    }

    private void Step(Boot boot)
    {
        _wake = false;
        boot.Gate.TakeThread();
        long startedUs = clock.NowUs;
        long dueUs = boot.Guest!.Step();
        if (!clock.IsRealTime && clock.NowUs == startedUs)
        {
            clock.Pass(board.Description.Hardware.StepUs);
        }

        _dueUs = Math.Max(dueUs, startedUs + 1);
    }

    private void End()
    {
        var boot = _boot;
        _boot = null;
        _wake = false;
        boot?.End();
        board.Pins.Reset();
    }

    // Libraries reach the hardware through statics, as real ones reach the wires.
    private void Plug(Boot boot)
    {
        var socket = boot.Context.Find(SocketAssembly)?.GetType("NanoLive.Socket");
        socket?.GetField("Board")!.SetValue(null, boot.Hardware);
        var threads = boot.Context.Find(CoreLibrary)?.GetType("NanoLive.BoardThreads");
        threads?.GetField("Wait")!.SetValue(null, (Action<long>)boot.Hardware.Clock.Wait);
        threads?.GetField("Threw")!.SetValue(null, (Action<Exception>)(exception => OnThreadEnded(boot, exception)));
    }

    // As on the board: the thread is gone, and nothing else has happened.
    private void OnThreadEnded(Boot boot, Exception exception)
    {
        if (!boot.Gate.IsOver)
        {
            board.Trace.Write(new TraceRecord(clock.NowUs, TraceWords.Threw, $"thread: {exception.GetType().Name}: {exception.Message}", 0, 0));
        }
    }
}
