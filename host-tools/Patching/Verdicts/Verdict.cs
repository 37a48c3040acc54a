namespace NanoLive.Patching;

/// <summary>What an edit, or a whole patch, allows. Ordered: the whole is the worst of its edits.</summary>
public enum Verdict
{
    NoChange,

    /// <summary>Between two ticks, with nothing written by hand.</summary>
    Live,

    /// <summary>Between two ticks, with a conversion of state that a person wrote or still has to write.</summary>
    LiveWithMigration,

    /// <summary>Takes effect when the board starts again with the patch.</summary>
    AtReboot,

    /// <summary>No patch can do it: the release has to be flashed.</summary>
    Reflash,
}
