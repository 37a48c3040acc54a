using System.Globalization;
using System.Text;

namespace NanoLive.Simulator;

/// <summary>
/// How long the host kept a thread that wanted to run from running, because other programs had its processors. That is no time of the board:
/// a board's processor is its own, so its clock stands still meanwhile, and a busy host does not make a tick late. Time in which the board's
/// own thread computes, waits for a lock or blocks is its own and counts.
///
/// Linux tells it for each thread (Documentation/scheduler/sched-stats.rst, /proc/[pid]/schedstat: second figure, nanoseconds). Elsewhere
/// it is unknown and 0: there, a busy host makes ticks late.
/// </summary>
internal sealed class ProcessorWait : IDisposable
{
    private const string Source = "/proc/thread-self/schedstat";
    private const long RefreshUs = 1000;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly FileStream? _file;
    private readonly byte[] _text = new byte[80];
    private readonly long _atStartUs;
    private long _refreshedUs;
    private long _waitedUs;

    /// <summary>Watches the calling thread, from now on.</summary>
    internal ProcessorWait()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _file = new FileStream(Source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            _atStartUs = Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A kernel without scheduler statistics: unknown, as elsewhere.
            _file = null;
        }
    }

    /// <summary>Microseconds since the start that the thread waited for a processor; looked up at most once a millisecond.</summary>
    /// <param name="elapsedUs">The wall clock since the start.</param>
    internal long Us(long elapsedUs)
    {
        if (_file != null && elapsedUs - _refreshedUs >= RefreshUs && Environment.CurrentManagedThreadId == _thread)
        {
            _refreshedUs = elapsedUs;
            Volatile.Write(ref _waitedUs, Math.Max(_waitedUs, Read() - _atStartUs));
        }

        return Volatile.Read(ref _waitedUs);
    }

    public void Dispose() => _file?.Dispose();

    private long Read()
    {
        int length = RandomAccess.Read(_file!.SafeFileHandle, _text, 0);
        string[] figures = Encoding.ASCII.GetString(_text, 0, length).Split(' ');
        return figures.Length > 1 && long.TryParse(figures[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ns) ? ns / 1000 : 0;
    }
}
