namespace Drivers
{
    /// <summary>Told when electrodes are touched or released: a bit each.</summary>
    public delegate void ChannelsChangedHandler(int touched, int changed);
}
