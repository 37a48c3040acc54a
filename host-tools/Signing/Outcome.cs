using System.Diagnostics.CodeAnalysis;

namespace NanoLive.Signing;

/// <summary>What was asked for, or why there is none: one sentence each, for the person who asked, naming what to do where that is known.</summary>
public sealed class Outcome<T>
    where T : class
{
    private Outcome(T? value, IReadOnlyList<string> problems)
    {
        Value = value;
        Problems = problems;
    }

    public T? Value { get; }

    /// <summary>Empty if and only if there is a value.</summary>
    public IReadOnlyList<string> Problems { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    public static implicit operator Outcome<T>(T value) => new(value, []);

    public static Outcome<T> Refused(params IReadOnlyList<string> problems) => new(null, problems);
}
