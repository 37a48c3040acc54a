using System.Diagnostics.CodeAnalysis;

namespace NanoLive.Results;

/// <summary>A value, or the errors that say why there is none; notes and warnings in either case.</summary>
public sealed class Result<T>
    where T : class
{
    internal Result(T? value, IReadOnlyList<Diagnostic> diagnostics)
    {
        Value = value;
        Diagnostics = diagnostics;
    }

    /// <summary>Null exactly when a diagnostic is an error.</summary>
    public T? Value { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The messages of the errors; empty exactly when there is a value.</summary>
    public IReadOnlyList<string> Problems => [.. Diagnostics.Where(d => d.Severity == Severity.Error).Select(Told)];

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    public static implicit operator Result<T>(T value) => new(value, []);

    /// <param name="id">What is wrong, in kebab case; the same for every message.</param>
    /// <param name="problems">One sentence each, for the person who asked; at least one.</param>
    public static Result<T> Refused(string id, params IReadOnlyList<string> problems) =>
        new(null, [.. problems.Select(problem => new Diagnostic(Severity.Error, id, "", problem))]);

    private static string Told(Diagnostic diagnostic) => diagnostic.Place.Length == 0 ? diagnostic.Message : $"{diagnostic.Place}: {diagnostic.Message}";
}
