namespace NanoLive.Hardware
{
    /// <summary>Receives the edges of one pin, on the thread that moves simulated time.</summary>
    public interface IEdgeListener
    {
        void OnEdge(int pin, bool rising, long timeUs);
    }
}
