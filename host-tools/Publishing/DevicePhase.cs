namespace NanoLive.Publishing;

/// <summary>Where a board is with a patch; the words are FORMAT.md's, in lower case there.</summary>
public enum DevicePhase
{
    /// <summary>A word that this tool does not know: the board is newer.</summary>
    Other,
    Idle,
    Verifying,
    Downloading,
    Preparing,
    Waiting,
    Trial,
    Rebooting,
}
