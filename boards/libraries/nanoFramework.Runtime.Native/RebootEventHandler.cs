namespace nanoFramework.Runtime.Native
{
    /// <summary>Told before the board reboots.</summary>
    public delegate void RebootEventHandler();
}
