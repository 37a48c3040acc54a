namespace System.Device.Gpio
{
    /// <summary>How pins are counted; boards know the logical scheme only.</summary>
    public enum PinNumberingScheme
    {
        Logical,
        Board,
    }
}
