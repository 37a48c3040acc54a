namespace NanoLive.Lowering.Writing;

/// <summary>
/// The order in which the stock processor sorts type names: that of ICU's root collation, on which the numbering of native methods depends.
/// Done here for the characters of identifiers, so that it is the same on every machine: first all characters without regard to case,
/// punctuation before digits before letters; if those are equal, lower case before upper case. Other characters follow by code.
/// </summary>
internal sealed class IdentifierOrder : IComparer<string>
{
    private const string Punctuation = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    public static IdentifierOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        x ??= "";
        y ??= "";
        for (var i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            var primary = Primary(x[i]).CompareTo(Primary(y[i]));
            if (primary != 0)
            {
                return primary;
            }
        }

        if (x.Length != y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        for (var i = 0; i < x.Length; i++)
        {
            var tertiary = char.IsAsciiLetterUpper(x[i]).CompareTo(char.IsAsciiLetterUpper(y[i]));
            if (tertiary != 0)
            {
                return tertiary;
            }
        }

        return 0;
    }

    private static int Primary(char c)
    {
        if (char.IsAsciiLetter(c))
        {
            return 1000 + char.ToLowerInvariant(c);
        }

        if (char.IsAsciiDigit(c))
        {
            return 500 + c;
        }

        var punctuation = Punctuation.IndexOf(c);
        return punctuation >= 0 ? punctuation : c < 0x80 ? 100 + c : 2000 + c;
    }
}
