namespace NanoLive.Boards;

/// <summary>One call of nanoff: what it is for, what a person does before (may be empty), and its arguments.</summary>
public sealed record NanoffCall(string Purpose, string Before, IReadOnlyList<string> Arguments)
{
    /// <summary>As it is typed.</summary>
    public override string ToString() => "nanoff " + string.Join(' ', Arguments.Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or '/' or '\\' or ':')) ? $"\"{argument}\"" : argument;
}
