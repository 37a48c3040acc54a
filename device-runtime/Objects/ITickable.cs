namespace NanoLive.Objects
{
    /// <summary>What the loop calls.</summary>
    public interface ITickable
    {
        /// <summary>One tick. <paramref name="nowMs"/> is the clock at the start of the pass; the same for all tasks of one pass.</summary>
        void Tick(long nowMs);
    }
}
