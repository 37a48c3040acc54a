namespace NanoLive.Patching;

/// <summary>Collects diagnostics on the way to a <see cref="Result{T}"/>.</summary>
internal sealed class Diagnostics
{
    private readonly List<Diagnostic> _all = [];

    public bool HasErrors => _all.Any(d => d.Severity == Severity.Error);

    public void Error(string id, string message) => _all.Add(new Diagnostic(Severity.Error, id, message));

    public void Warning(string id, string message) => _all.Add(new Diagnostic(Severity.Warning, id, message));

    public void Note(string id, string message) => _all.Add(new Diagnostic(Severity.Note, id, message));

    public void AddRange(IEnumerable<Diagnostic> others) => _all.AddRange(others);

    public Result<T> Result<T>(T? value) where T : class => new(value, [.. _all]);
}
