using NanoLive.Patching;

namespace NanoLive.Cli;

/// <summary>What the process tells its caller. Permanent; listed in README.md.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A mistake of ours; the message asks for a report.</summary>
    public const int Defect = 1;

    /// <summary>The words of the command are off.</summary>
    public const int Usage = 2;

    /// <summary>A file or folder is missing, cannot be read, or may not be written.</summary>
    public const int File = 3;

    /// <summary>What was given is not a build of device assemblies.</summary>
    public const int NotABuild = 4;

    /// <summary>What was given is not a patch, or a damaged one.</summary>
    public const int NotAPatch = 5;

    /// <summary>The key is missing, of the wrong kind, or not the one that is trusted.</summary>
    public const int Key = 6;

    /// <summary>No broker answers, or it does not admit us.</summary>
    public const int Broker = 7;

    /// <summary>There is no board of this name here.</summary>
    public const int UnknownBoard = 8;

    /// <summary>The port or the board is in use by another process.</summary>
    public const int InUse = 9;

    /// <summary>The two builds are equal: there is nothing to patch.</summary>
    public const int NoChange = 10;

    /// <summary>The change cannot go live.</summary>
    public const int NotLive = 11;

    /// <summary>A board refused the patch, rolled it back, or did not do it in time.</summary>
    public const int NotApplied = 12;

    /// <summary>The demo did not see everything it promises.</summary>
    public const int DemoFailed = 13;

    /// <summary>nanoff is not installed, or failed.</summary>
    public const int Nanoff = 14;

    /// <summary>What <c>diff</c> says of a report: whether a script may go on and publish.</summary>
    public static int Of(PatchReport report) => report.Verdict switch
    {
        Verdict.NoChange => NoChange,
        Verdict.Live => Ok,
        Verdict.LiveWithMigration when report.Patch != null => Ok,
        _ => NotLive,
    };
}
