using System.Text;
using NanoLive.Signing;
using NanoLive.Update;

namespace NanoLive.Boards;

/// <summary>The settings of a board as it reads them: lines of <c>name=value</c> (FORMAT.md, "Board settings"), checked by the board's own reader.</summary>
public static class BoardSettingsText
{
    /// <summary>A longer file is not read to its end by a board.</summary>
    public const int MostBytes = 4096;

    public static Result<string> Of(IEnumerable<(string Name, string Value)> settings)
    {
        BoardSettings board = new();
        StringBuilder text = new();
        List<string> problems = [];
        foreach ((string name, string value) in settings)
        {
            if (value.Any(char.IsControl) || !board.Set(name, value))
            {
                problems.Add($"{name} cannot be set to {new string([.. value.Where(letter => !char.IsControl(letter))])}; FORMAT.md, \"Board settings\", lists what can");
            }

            text.Append(name).Append('=').Append(value).Append('\n');
        }

        if (Encoding.UTF8.GetByteCount(text.ToString()) > MostBytes)
        {
            problems.Add($"the settings are longer than {MostBytes} bytes");
        }

        return problems.Count == 0 ? text.ToString() : Result<string>.Refused("board-settings", [.. problems]);
    }
}
