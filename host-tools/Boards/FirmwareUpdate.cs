namespace NanoLive.Boards;

/// <summary>nanoff's options beside target and version, <c>{port}</c> standing for the serial port, and what a person has to do before.</summary>
public sealed record FirmwareUpdate(IReadOnlyList<string> Options, string Before)
{
    /// <summary>Stands for the serial port.</summary>
    public const string Port = "{port}";
}
