namespace NanoLive.Objects
{
    /// <summary>
    /// Marks the constructor by which a patch's class is created to take over an existing object: it sets nothing and calls nothing.
    /// The argument is always null.
    /// </summary>
    public sealed class Adoption
    {
        private Adoption()
        {
        }
    }
}
