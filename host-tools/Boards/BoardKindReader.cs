using System.Text.Json;
using System.Text.Json.Serialization;
using NanoLive.Signing;

namespace NanoLive.Boards;

/// <summary>From the text of a <c>board.json</c> to a kind of board. A member that is unknown, missing, implausible or without a source is said by name.</summary>
public static class BoardKindReader
{
    /// <summary>A larger file is not even read.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    /// <param name="name">What messages call it: the file's name.</param>
    public static Result<BoardKind> Read(string json, string name)
    {
        try
        {
            BoardKind? kind = JsonSerializer.Deserialize<BoardKind>(json, s_options);
            string[] problems = kind is null ? ["it is empty"] : [.. BoardKindCheck.Problems(kind)];
            return problems.Length == 0 ? kind! : Result<BoardKind>.Refused("board-kind", [.. problems.Select(problem => $"{name}: {problem}")]);
        }
        catch (JsonException exception)
        {
            return Result<BoardKind>.Refused("board-kind", $"{name}: {Told(exception)}");
        }
    }

    // The serializer names .NET's types; a person wants the member and the line.
    private static string Told(JsonException exception)
    {
        string message = exception.Message.ReplaceLineEndings(" ");
        string where = exception.LineNumber is { } line ? $" (line {line + 1})" : "";
        int quoted = message.IndexOf('\'');
        string member = exception.Path is { Length: > 2 } path ? path[2..] : "";
        if (message.Contains("missing required", StringComparison.Ordinal))
        {
            return $"there is no {message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}";
        }

        if (message.Contains("could not be mapped", StringComparison.Ordinal) && quoted >= 0)
        {
            return $"{message[quoted..(message.IndexOf('\'', quoted + 1) + 1)]} is no member of a board{where}";
        }

        return member.Length > 0 ? $"{member} is not of its kind{where}" : $"this is no JSON{where}";
    }
}
