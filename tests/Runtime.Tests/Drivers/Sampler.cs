#nullable disable

namespace NanoLive.Runtime.Drivers;

/// <summary>A driver with a thread of its own, which goes on until it is told to stop.</summary>
public class Sampler
{
    private readonly string _device;
    private int _taken;
    private Thread _thread;
    private volatile bool _isStopping;

    public Sampler(string device) => _device = device;

    protected Sampler(Sampler adoption)
    {
    }

    public bool Runs => _thread is { IsAlive: true };

    public int Taken => Volatile.Read(ref _taken);

    public string Device => _device;

    protected virtual int Step => 1;

    public void Start()
    {
        _isStopping = false;
        _thread = new Thread(Run);
        _thread.Start();
    }

    public void Stop()
    {
        _isStopping = true;
        _thread?.Join();
        _thread = null;
    }

    private void Run()
    {
        do
        {
            _taken += Step;
            Thread.Yield();
        }
        while (!_isStopping);
    }
}

/// <summary>Its patch, with what a compiler would write of a migration that stops and starts.</summary>
public class SamplerA : Sampler
{
    public SamplerA(SamplerA adoption)
        : base(adoption)
    {
    }

    /// <summary>What fails: "stop", "start" of the new object, "old" for the start of the old one.</summary>
    public static string Fails { get; set; }

    protected override int Step => 1000;

    public static object Handler(object self, int index)
    {
        var sampler = (Sampler)self;
        if (index == -1 && sampler.Runs)
        {
            Throw("stop");
            sampler.Stop();
            return sampler;
        }

        if (index == -2)
        {
            Throw(self is SamplerA ? "start" : "old");
            sampler.Start();
        }

        return index == 0 ? new ThreadStart(sampler.Start) : null;
    }

    private static void Throw(string what)
    {
        if (Fails == what)
        {
            throw new TimeoutException();
        }
    }
}
