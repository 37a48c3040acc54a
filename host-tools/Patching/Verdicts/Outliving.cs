namespace NanoLive.Patching;

/// <summary>All that would go on beside a patch that goes live: threads inside of old code, references and delegates that a swap does not reach, values that nothing converts.</summary>
internal static class Outliving
{
    public static IReadOnlyList<Outlived> Of(Matching matching, Closure closure)
    {
        var taken = new TakenOver(matching, closure);
        return
        [
            .. Threads.Inside(matching, closure).Select(t => new Outlived(t.Class, RefusalCode.ThreadInside, "the migration has to stop it", t.Finding)),
            .. new HeldElsewhere(matching, taken).All(),
            .. new KeptCode(matching, closure).All(),
            .. new BoxedValues(matching).All(),
            .. new TypeTests(matching, closure, taken).All(),
        ];
    }
}
