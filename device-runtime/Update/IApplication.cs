namespace NanoLive.Update
{
    /// <summary>What the integrator writes: called once a boot, after a confirmed patch was loaded.</summary>
    public interface IApplication
    {
        /// <summary>Makes factories, entries and tasks. Hardware is opened here.</summary>
        void Build(LiveBoard board);
    }
}
