using System.Diagnostics.CodeAnalysis;

namespace NanoLive.Patching;

/// <summary>A value, or the errors that say why there is none; notes and warnings in either case.</summary>
public sealed class Result<T> where T : class
{
    internal Result(T? value, IReadOnlyList<Diagnostic> diagnostics)
    {
        Value = diagnostics.Any(d => d.Severity == Severity.Error) ? null : value;
        Diagnostics = diagnostics;
    }

    /// <summary>Null exactly when a diagnostic is an error.</summary>
    public T? Value { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public bool Succeeded([NotNullWhen(true)] out T? value)
    {
        value = Value;
        return value != null;
    }
}
