namespace NanoLive.Ports
{
    /// <summary>
    /// Looks through an assembly whose header is sound for what would crash the firmware that loads it. It was signed, so this is for the day when the
    /// signer was careless or the key was stolen. <c>NanoLive.Checking</c> does it; a board may do without.
    /// </summary>
    public interface IImageCheck
    {
        /// <summary>Null when all is sound; else where it is not. Never a fault, whatever the image holds.</summary>
        string Complaint(byte[] image);
    }
}
