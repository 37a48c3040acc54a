using System.Threading;

namespace DeviceTests.Drivers
{
    /// <summary>A driver that reads with a thread of its own, until it is told to stop.</summary>
    public class Reader
    {
        private readonly object _lock = new object();
        private int _taken;
        private bool _isStopping;
        private Thread _thread;

        public Reader()
        {
        }

        protected Reader(Reader adoption)
        {
        }

        public bool Runs
        {
            get { return _thread != null && _thread.IsAlive; }
        }

        public int Taken
        {
            get { return _taken; }
        }

        protected virtual int Step
        {
            get { return 1; }
        }

        public void Start()
        {
            _isStopping = false;
            _thread = new Thread(Run);
            _thread.Start();
        }

        public void Stop()
        {
            _isStopping = true;
            _thread.Join();
        }

        private void Run()
        {
            do
            {
                lock (_lock)
                {
                    _taken += Step;
                }

                Thread.Sleep(1);
            }
            while (!_isStopping);
        }
    }
}
