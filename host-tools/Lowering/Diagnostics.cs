namespace NanoLive.Lowering;

/// <summary>Collects diagnostics; at most <see cref="Limit"/> of them, so that hostile input cannot fill the memory with complaints.</summary>
internal sealed class Diagnostics
{
    private const int Limit = 200;

    private readonly List<Diagnostic> _all = [];

    public bool HasErrors { get; private set; }

    public bool IsFull => _all.Count >= Limit;

    public void Error(string id, string place, string message) => Add(Severity.Error, id, place, message);

    public void Warning(string id, string place, string message) => Add(Severity.Warning, id, place, message);

    public void Note(string id, string place, string message) => Add(Severity.Note, id, place, message);

    public IReadOnlyList<Diagnostic> ToList() => [.. _all];

    private void Add(Severity severity, string id, string place, string message)
    {
        HasErrors |= severity == Severity.Error;
        if (!IsFull)
        {
            _all.Add(new Diagnostic(severity, id, place, message));
        }
    }
}
