namespace NanoLive.Publishing;

/// <summary>
/// Something that came in on a device's topics. Nobody signs these: they are for people to look at, and no decision of ours rests on them.
/// Texts have no control characters.
/// </summary>
public abstract record FleetMessage(string DeviceId);
