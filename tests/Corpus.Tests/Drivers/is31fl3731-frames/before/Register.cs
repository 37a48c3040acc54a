namespace Drivers
{
    /// <summary>Registers of the function page of the IS31FL3731.</summary>
    internal enum Function : byte
    {
        Configuration = 0x00,
        PictureDisplay = 0x01,
        AutoPlay1 = 0x02,
        AutoPlay2 = 0x03,
        DisplayOption = 0x05,
        AudioSynchronisation = 0x06,
        FrameState = 0x07,
        Breath1 = 0x08,
        Breath2 = 0x09,
        Shutdown = 0x0A,
        AudioGain = 0x0B,
        AudioRate = 0x0C,
    }

    /// <summary>Where things begin on the page of a frame.</summary>
    internal enum FrameArea : byte
    {
        Lamps = 0x00,
        Blinking = 0x12,
        Brightness = 0x24,
    }
}
