using System;

namespace DeviceTests.Doubles
{
    /// <summary>The power failed: everything but the flash is gone.</summary>
    public sealed class PowerCut : Exception
    {
    }
}
