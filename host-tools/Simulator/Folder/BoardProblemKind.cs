namespace NanoLive.Simulator;

/// <summary>Why a board's folder cannot be used.</summary>
public enum BoardProblemKind
{
    /// <summary>The name cannot be a folder and a level of a topic.</summary>
    NameInvalid,

    /// <summary>There is no such board.</summary>
    Unknown,

    /// <summary>The folder lacks something or holds something else; flashing again repairs it.</summary>
    Damaged,

    /// <summary>A process runs this board.</summary>
    Running,
}
