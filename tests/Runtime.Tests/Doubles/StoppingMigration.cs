namespace NanoLive.Runtime.Doubles;

/// <summary>A migration by hand that throws on the way up when it is asked to, by the same thread.</summary>
public static class StoppingMigration
{
    [ThreadStatic]
    private static bool s_isAsked;

    public static bool IsAsked
    {
        get => s_isAsked;
        set => s_isAsked = value;
    }

    public static void Up(object old, object next)
    {
        if (IsAsked)
        {
            throw new InvalidOperationException();
        }
    }

    public static void Down(object next, object old)
    {
    }
}
