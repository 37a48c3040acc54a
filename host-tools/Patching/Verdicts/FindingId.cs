namespace NanoLive.Patching;

/// <summary>
/// What is found about code that a patch does not reach or may surprise, by permanent names: what each says, and what to do. What keeps an edit from going live has the name of
/// its <see cref="RefusalCode"/>. For each there is an edit in the tests that gives it.
/// </summary>
public static class FindingId
{
    /// <summary>A value of a struct or an enum that changed is kept as an object, and nothing converts it. Hold it in a place of its own type, or wait for the reboot.</summary>
    public const string BoxedKept = RefusalCode.BoxedKept;

    /// <summary>Code that stays as it was calls the release's method directly. Call it from a class of the table.</summary>
    public const string CallsOld = "calls-old";

    /// <summary>A delegate on code that changed can be kept, and goes on with the old code. Make it a method of an object, or let a migration set the new one.</summary>
    public const string CodeKept = RefusalCode.CodeKept;

    /// <summary>New code takes objects of another type out of a field than the release puts in. Ask for their type first, convert them by a migration, or wait for the reboot.</summary>
    public const string ContentsOther = RefusalCode.ContentsOther;

    /// <summary>Code that stays as it was makes objects of the release's class. Create them by a factory of the table.</summary>
    public const string CreatesOld = "creates-old";

    /// <summary>An exception filter in what the patch brings does more than compare, and an exception inside of one ends the firmware. Ask the rest in the catch block.</summary>
    public const string FilterMayThrow = "filter-may-throw";

    /// <summary>A library of the board was given an object that is taken over, or a delegate on one. Let a migration take it back and give the new one, or wait for the reboot.</summary>
    public const string HeldByLibrary = RefusalCode.HeldByLibrary;

    /// <summary>A struct can hold an object that is taken over, or a delegate on one. Hold it in a class, or wait for the reboot.</summary>
    public const string HeldInStruct = RefusalCode.HeldInStruct;

    /// <summary>A thread or a timer that the release started goes on with the old object. Do the work in a tick of the loop, or stop and start it by a migration.</summary>
    public const string KeepsRunning = "keeps-running";

    /// <summary>A start value changed, and what is there keeps what it has. Write a migration, or set it in code that runs, if the new value is meant.</summary>
    public const string KeepsValue = "keeps-value";

    /// <summary>All that writes a number changed, or all that packs and unpacks it: does a value of before still mean the same? Give the field a new name, and say how it is converted, if not.</summary>
    public const string Meaning = "meaning";

    /// <summary>A migration has no Down, so a rollback takes effect at the next reboot. Write it.</summary>
    public const string NoWayBack = "no-way-back";

    /// <summary>A constructor of the release did something that the new one leaves out; for an object that is taken over it is not undone. Undo it in a migration.</summary>
    public const string NotUndone = "not-undone";

    /// <summary>Code compares an object's class with one that is taken over. Ask with <c>is</c>.</summary>
    public const string TypeTest = RefusalCode.TypeTest;
}
