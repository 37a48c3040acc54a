using System.Globalization;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>When the power goes, counted from the moment in which it is armed.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="At">Flash operations and records: 1 is the next one. Times: microseconds.</param>
/// <param name="Point">Where in a flash operation; of no meaning for the others.</param>
/// <param name="Tear">What a torn operation leaves.</param>
internal readonly record struct Cut(CutKind Kind, long At, CutPoint Point = CutPoint.Before, ulong Tear = 0)
{
    public static Cut AtOperation(int operation, CutPoint point, ulong tear = 0) => new(CutKind.Flash, operation, point, tear);

    /// <summary>Inside the step that writes the record, between two hardware calls.</summary>
    public static Cut AtRecord(int record) => new(CutKind.Record, record);

    public static Cut AfterUs(long us) => new(CutKind.Time, us);

    public void Arm(Station station)
    {
        var board = station.Board;
        switch (Kind)
        {
            case CutKind.Flash:
                board.CutPowerAtFlashOperation((int)At, Point, Tear);
                break;
            case CutKind.Time:
                board.Time.Schedule(board.Time.NowUs + At, board.CutPower);
                break;
            default:
                station.CutAtRecord(At);
                break;
        }
    }

    public override string ToString() => Kind == CutKind.Flash ? $"flash {At} {Point} {Tear}" : $"{Kind.ToString().ToLowerInvariant()} {At}";

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static Cut Parse(string text)
    {
        string[] words = text.Trim().Split(' ');
        long at = long.Parse(words[1], CultureInfo.InvariantCulture);
        return words[0] switch
        {
            "flash" => new Cut(CutKind.Flash, at, Enum.Parse<CutPoint>(words[2]), ulong.Parse(words[3], CultureInfo.InvariantCulture)),
            "time" => AfterUs(at),
            "record" => AtRecord((int)at),
            _ => throw new FormatException(text),
        };
    }
}
