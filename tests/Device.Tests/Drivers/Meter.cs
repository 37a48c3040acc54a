using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A meter that has its own idea of how state is read and written.</summary>
    public class Meter : IStateExporter, IStateImporter
    {
        public const int OwnFormat = StateFormat.FirstOwn << 2;

        private int _total;
        private int _offers = OwnFormat | StateFormat.Fields;
        private int _takes = OwnFormat | StateFormat.Fields;

        public Meter(int offers)
        {
            _offers = offers;
        }

        protected Meter(Meter adoption)
        {
            _takes = OwnFormat | StateFormat.Snapshot | StateFormat.Fields | StateFormat.Reset;
            _offers = _takes;
        }

        public int ExportFormats
        {
            get { return _offers; }
        }

        public int ImportFormats
        {
            get { return _takes; }
        }

        public int Total
        {
            get { return _total; }
            set { _total = value; }
        }

        public int ImportedFormat { get; private set; }

        public object ExportState(int format)
        {
            if (format != StateFormat.Snapshot)
            {
                return _total * 2;
            }

            NeutralState state = new NeutralState();
            state.Add("_total", (long)_total + 100);
            state.Add("unknown", "passed over");
            return state;
        }

        public void ImportState(int format, object state)
        {
            ImportedFormat = format;
            if (format == StateFormat.Snapshot)
            {
                object total;
                _total = ((NeutralState)state).TryGet("_total", out total) ? (int)(long)total : -1;
            }
            else if (format != StateFormat.Reset)
            {
                _total = (int)state / 2;
            }
        }
    }
}
