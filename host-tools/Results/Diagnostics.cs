namespace NanoLive.Results;

/// <summary>Collects diagnostics on the way to a <see cref="Result{T}"/>; at most <see cref="Limit"/> of them, so that hostile input cannot fill the memory with complaints.</summary>
public sealed class Diagnostics
{
    public const int Limit = 200;

    private readonly List<Diagnostic> _all = [];

    public bool HasErrors { get; private set; }

    public bool IsFull => _all.Count >= Limit;

    public void Error(string id, string message) => Error(id, "", message);

    public void Error(string id, string place, string message) => Add(new Diagnostic(Severity.Error, id, place, message));

    public void Warning(string id, string message) => Warning(id, "", message);

    public void Warning(string id, string place, string message) => Add(new Diagnostic(Severity.Warning, id, place, message));

    public void Note(string id, string message) => Note(id, "", message);

    public void Note(string id, string place, string message) => Add(new Diagnostic(Severity.Note, id, place, message));

    public void AddRange(IEnumerable<Diagnostic> others)
    {
        foreach (var other in others)
        {
            Add(other);
        }
    }

    public IReadOnlyList<Diagnostic> ToList() => [.. _all];

    /// <summary>The value, unless an error was collected.</summary>
    public Result<T> Result<T>(T? value)
        where T : class => new(HasErrors ? null : value, ToList());

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (!IsFull)
        {
            _all.Add(diagnostic);
        }
    }
}
