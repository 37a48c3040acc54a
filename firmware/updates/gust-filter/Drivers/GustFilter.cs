namespace WeatherStation.Drivers
{
    /// <summary>The median of the newest values: one wild value does not show.</summary>
    internal sealed class GustFilter
    {
        private readonly int[] _newest;
        private readonly int[] _sorted;
        private int _count;
        private int _next;

        /// <param name="length">How many values are looked at, 1 or more.</param>
        internal GustFilter(int length)
        {
            _newest = new int[length];
            _sorted = new int[length];
        }

        /// <summary>Takes a value and gives the median of the newest ones.</summary>
        internal int Add(int value)
        {
            _newest[_next] = value;
            _next = (_next + 1) % _newest.Length;
            _count = _count < _newest.Length ? _count + 1 : _count;

            for (int i = 0; i < _count; i++)
            {
                int place = i;
                for (; place > 0 && _sorted[place - 1] > _newest[i]; place--)
                {
                    _sorted[place] = _sorted[place - 1];
                }

                _sorted[place] = _newest[i];
            }

            return _sorted[_count / 2];
        }
    }
}
