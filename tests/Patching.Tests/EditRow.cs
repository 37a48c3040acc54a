namespace NanoLive.Patching.Tests;

/// <summary>
/// One small edit of an application whose object <c>D.Driver</c> answers <c>int Go()</c>.
/// </summary>
/// <param name="Name">What is edited, for people.</param>
/// <param name="Kind">A kind of edit that the comparison has to find.</param>
/// <param name="Verdict">Of the whole.</param>
/// <param name="Source">The application before.</param>
/// <param name="Edits">What becomes what, in pairs.</param>
public sealed record EditRow(string Name, EditKind Kind, Verdict Verdict, string Source, params string[] Edits)
{
    /// <summary>Called on the object before the update: it has a past then.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>What <c>Go()</c> gives after the update; null when there is no patch that runs.</summary>
    public int? After { get; init; }

    /// <summary>Objects have state in common that is not theirs, so that the way back cannot be compared with an object that knows nothing of it.</summary>
    public bool HasStatics { get; init; }

    /// <summary>A class that is not prepared, so that it goes on as it was.</summary>
    public string? Excluded { get; init; }

    /// <summary>Another assembly of the new build.</summary>
    public string? Extra { get; init; }

    public override string ToString() => Name;

    public string Old => "using System;\nusing NanoLive.Objects;\nnamespace D {\n" + Source + "\n}\n";

    public string New
    {
        get
        {
            var text = Old;
            for (var i = 0; i < Edits.Length; i += 2)
            {
                Assert.Contains(Edits[i], text);
                text = text.Replace(Edits[i], Edits[i + 1]);
            }

            return text;
        }
    }
}
