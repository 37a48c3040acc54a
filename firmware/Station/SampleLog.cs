namespace WeatherStation
{
    /// <summary>The newest samples, kept until telemetry has sent them. Nothing is allocated after construction.</summary>
    public sealed class SampleLog
    {
        private const int Capacity = 64;

        private readonly Sample[] _samples = new Sample[Capacity];
        private int _written;
        private int _sent;

        public SampleLog()
        {
            for (int i = 0; i < Capacity; i++)
            {
                _samples[i] = new Sample();
            }
        }

        /// <summary>The newest sample; null before the first.</summary>
        public Sample Newest
        {
            get { return _written == 0 ? null : _samples[(_written - 1) % Capacity]; }
        }

        /// <summary>Samples that were overwritten before they could be sent.</summary>
        public int Lost { get; private set; }

        /// <summary>The place for the next sample, already numbered.</summary>
        public Sample Next()
        {
            if (_written - _sent == Capacity)
            {
                _sent++;
                Lost++;
            }

            Sample sample = _samples[_written % Capacity];
            sample.Number = ++_written;
            return sample;
        }

        /// <summary>The oldest sample not yet sent; null when there is none.</summary>
        public Sample Oldest()
        {
            return _sent == _written ? null : _samples[_sent % Capacity];
        }

        /// <summary>The oldest sample was sent.</summary>
        public void Sent()
        {
            _sent++;
        }
    }
}
