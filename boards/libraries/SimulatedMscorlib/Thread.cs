extern alias dotnet;

using NanoLive;
using HostPriority = dotnet::System.Threading.ThreadPriority;
using HostState = dotnet::System.Threading.ThreadState;
using HostThread = dotnet::System.Threading.Thread;

namespace System.Threading
{
    /// <summary>
    /// A thread of a simulated board: .NET's, except that sleeping lets the board's time pass and that, as on the board, an exception nobody
    /// catches ends its thread and nothing else.
    /// </summary>
    public sealed class Thread
    {
        private const long LongestSliceMs = 1000;

        // Not a table from one to the other: the host's thread outlives the boot, and would keep all that the boot loaded.
        [ThreadStatic]
        private static Thread? t_current;

        private readonly HostThread _host;

        public Thread(ThreadStart start)
        {
            if (start == null)
            {
                throw new ArgumentNullException();
            }

            // A board that is thrown away must not be kept by a thread it forgot.
            _host = new HostThread(() => Run(start)) { IsBackground = true };
        }

        private Thread(HostThread host)
        {
            _host = host;
        }

        public static Thread CurrentThread => t_current ??= new Thread(HostThread.CurrentThread);

        public ThreadPriority Priority
        {
            get => (ThreadPriority)_host.Priority;
            set => _host.Priority = (HostPriority)value;
        }

        public int ManagedThreadId => _host.ManagedThreadId;

        public bool IsAlive => _host.IsAlive;

        public ThreadState ThreadState => (ThreadState)(HostState)_host.ThreadState;

        public static void Sleep(int millisecondsTimeout)
        {
            Action<long>? wait = BoardThreads.Wait;
            if (wait == null)
            {
                HostThread.Sleep(millisecondsTimeout);
                return;
            }

            if (millisecondsTimeout < Timeout.Infinite)
            {
                throw new ArgumentOutOfRangeException();
            }

            // In slices, so that an endless sleep ends with the boot, too.
            long leftMs = millisecondsTimeout < 0 ? long.MaxValue : millisecondsTimeout;
            do
            {
                long sliceMs = Math.Min(leftMs, LongestSliceMs);
                wait(sliceMs * 1000);
                leftMs -= sliceMs;
            }
            while (leftMs > 0);
        }

        public static void Sleep(TimeSpan timeout) => Sleep((int)timeout.TotalMilliseconds);

        public static void SpinWait(int iterations) => HostThread.SpinWait(iterations);

        public void Start() => _host.Start();

        public void Join() => _host.Join();

        public bool Join(int millisecondsTimeout) => _host.Join(millisecondsTimeout);

        public bool Join(TimeSpan timeout) => _host.Join(timeout);

        private void Run(ThreadStart start)
        {
            t_current = this;
            try
            {
                start();
            }
            catch (Exception exception)
            {
                Action<Exception>? threw = BoardThreads.Threw;
                if (threw == null)
                {
                    throw;
                }

                threw(exception);
            }
        }
    }
}
