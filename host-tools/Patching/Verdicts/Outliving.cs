namespace NanoLive.Patching;

/// <summary>All that would go on beside a patch that goes live, but for threads inside of old code (<see cref="Threads"/>): references and delegates that a swap does not reach, values that nothing converts.</summary>
internal static class Outliving
{
    public static IReadOnlyList<Outlived> Of(Matching matching, Closure closure)
    {
        var taken = new TakenOver(matching, closure);
        return
        [
            .. new HeldElsewhere(matching, taken).All(),
            .. new KeptCode(matching, closure).All(),
            .. new BoxedValues(matching).All(),
            .. new Contents(matching).All(),
            .. new TypeTests(matching, closure, taken).All(),
        ];
    }
}
