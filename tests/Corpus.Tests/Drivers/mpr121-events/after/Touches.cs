namespace Drivers
{
    /// <summary>Electrodes were touched or released.</summary>
    public sealed class ChannelsChangedEventArgs
    {
        internal ChannelsChangedEventArgs(int touched, int changed)
        {
            Touched = touched;
            Changed = changed;
        }

        /// <summary>A bit for each electrode that is touched.</summary>
        public int Touched { get; }

        /// <summary>A bit for each that was not, or was, before.</summary>
        public int Changed { get; }
    }

    public delegate void ChannelsChangedHandler(object sender, ChannelsChangedEventArgs e);
}
