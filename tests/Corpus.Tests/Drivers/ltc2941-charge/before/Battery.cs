namespace Drivers
{
    /// <summary>What a battery has gone through.</summary>
    public sealed class BatteryHistory
    {
        private int _lastPercent = -1;
        private int _turn = -1;

        public int Cycles { get; private set; }

        public int DeepDischarges { get; private set; }

        public int LowestPercent { get; private set; } = 100;

        public int HighestPercent { get; private set; }

        /// <summary>Percent that went out in all; a hundred of them are a cycle.</summary>
        public int DischargedPercent { get; private set; }

        internal void Take(int percent)
        {
            if (_lastPercent >= 0 && percent < _lastPercent)
            {
                DischargedPercent += _lastPercent - percent;
                Cycles = DischargedPercent / 100;
            }

            if (percent < 10 && _turn != 0)
            {
                DeepDischarges++;
                _turn = 0;
            }
            else if (percent > 20)
            {
                _turn = 1;
            }

            LowestPercent = percent < LowestPercent ? percent : LowestPercent;
            HighestPercent = percent > HighestPercent ? percent : HighestPercent;
            _lastPercent = percent;
        }
    }

    /// <summary>Told when what the part says of itself changed.</summary>
    public delegate void GaugeHandler(object sender, GaugeStatus status);
}
