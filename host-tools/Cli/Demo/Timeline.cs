using System.Globalization;
using System.Net;
using System.Text;

namespace NanoLive.Cli.Demo;

/// <summary>
/// Draws boards over time into one HTML file without outside references: a value with its truth, a mark for each sample, the relay pin, and
/// the phases of the patches. Boards share the time axis, so that a live update and a reboot can be compared by eye.
/// </summary>
public sealed class Timeline(string title, string subtitle, double lengthS)
{
    private const double LeftPx = 150;
    private const double WidthPx = 1300;
    private const double ValuePx = 130;
    private const double LanePx = 34;
    private const double BoardGapPx = 46;

    private readonly StringBuilder _svg = new();
    private double _y = 20;

    /// <summary>The whole page.</summary>
    public string Render(IReadOnlyList<TimelineBoard> boards, IReadOnlyList<(string Name, string Value)> facts)
    {
        foreach (TimelineBoard board in boards)
        {
            Board(board);
        }

        Axis();
        StringBuilder rows = new();
        foreach ((string name, string value) in facts)
        {
            rows.Append($"<tr><th>{Html(name)}</th><td>{Html(value)}</td></tr>\n");
        }

        return $$"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>{{Html(title)}}</title>
            <meta name="viewport" content="width=device-width">
            <style>
            :root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e6e6); --faint: light-dark(#c9ced6, #3a414b); --paper: light-dark(#fff, #14171b);
              --value: light-dark(#0b62c4, #6cb2ff); --truth: light-dark(#7a8594, #8d98a6); --work: light-dark(#ffd98a, #7a5a12); --trial: light-dark(#bfe0ff, #1d4a73);
              --good: light-dark(#2c8a3d, #62c777); --bad: light-dark(#c62828, #ff7a70); --dark: light-dark(#8a929c, #59616b); }
            body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem; }
            svg { width: 100%; height: auto; } text { fill: var(--ink); font-size: 12px; } th { text-align: left; font-weight: normal; padding-right: 2rem; }
            .line { fill: none; stroke: var(--value); stroke-width: 2; } .truth { fill: none; stroke: var(--truth); stroke-dasharray: 4 4; }
            .grid { stroke: var(--faint); stroke-width: 1; } .sample { stroke: var(--value); stroke-width: 1; } .relay { fill: none; stroke: var(--ink); stroke-width: 2; }
            .work { fill: var(--work); } .trial { fill: var(--trial); } .good { fill: var(--good); } .bad { fill: var(--bad); } .dark { fill: var(--dark); }
            .mark-good { stroke: var(--good); } .mark-bad { stroke: var(--bad); } .on { fill: #fff; }
            </style></head><body>
            <h1>{{Html(title)}}</h1><p>{{Html(subtitle)}}</p>
            <svg viewBox="0 0 {{Px(LeftPx + WidthPx + 20)}} {{Px(_y + 30)}}" role="img" aria-label="{{Html(title)}}">
            {{_svg}}</svg>
            <table>{{rows}}</table>
            </body></html>

            """;
    }

    private void Board(TimelineBoard board)
    {
        double top = _y;
        Text(0, _y + 4, board.Title, weight: "bold");
        _y += 18;
        Spans(board.Spans);
        Values(board);
        Samples(board.Values);
        Relay(board.Relay);
        Marks(board.Marks, top + 18, _y);
        _y += BoardGapPx;
    }

    private void Spans(IReadOnlyList<TimelineSpan> spans)
    {
        Text(0, _y + 16, "update");
        foreach (TimelineSpan span in spans)
        {
            double width = Math.Max(2, X(span.ToS) - X(span.FromS));
            _svg.Append($"<rect class='{span.Kind}' x='{Px(X(span.FromS))}' y='{Px(_y)}' width='{Px(width)}' height='22'><title>{Html(span.Name)}</title></rect>\n");
            if (width > span.Name.Length * 7)
            {
                Text(X(span.FromS) + 4, _y + 15, span.Name, span.Kind is "good" or "bad" or "dark" ? "on" : "");
            }
        }

        _y += LanePx;
    }

    private void Values(TimelineBoard board)
    {
        IEnumerable<double> all = board.Values.Concat(board.Truth).Select(point => point.Value);
        double low = all.DefaultIfEmpty(0).Min();
        double high = all.DefaultIfEmpty(1).Max();
        double padding = Math.Max(1, (high - low) * 0.1);
        (low, high) = (low - padding, high + padding);
        double Y(double value) => _y + ValuePx - ((value - low) / (high - low) * ValuePx);

        Text(0, _y + 14, "pressure, hPa");
        Text(0, _y + 30, "(dashed: true)");
        foreach (double value in new[] { low + padding, high - padding })
        {
            Line("grid", LeftPx, Y(value), LeftPx + WidthPx, Y(value));
            Text(LeftPx - 56, Y(value) + 4, value.ToString("F1", CultureInfo.InvariantCulture));
        }

        Path("truth", board.Truth, Y);
        Path("line", board.Values, Y);
        _y += ValuePx + 12;
    }

    private void Samples(IReadOnlyList<TimelinePoint> samples)
    {
        Text(0, _y + 14, "samples");
        foreach (TimelinePoint sample in samples)
        {
            Line("sample", X(sample.AtS), _y + 2, X(sample.AtS), _y + 18);
        }

        _y += LanePx;
    }

    private void Relay(IReadOnlyList<TimelinePoint> levels)
    {
        Text(0, _y + 14, "heater relay");
        StringBuilder path = new();
        double level = levels.Count == 0 ? 0 : levels[0].Value;
        double Y(double value) => _y + (value > 0 ? 2 : 20);
        path.Append($"M{Px(X(levels.Count == 0 ? 0 : levels[0].AtS))} {Px(Y(level))}");
        foreach (TimelinePoint edge in levels)
        {
            path.Append($"H{Px(X(edge.AtS))}V{Px(Y(edge.Value))}");
        }

        _svg.Append($"<path class='relay' d='{path}H{Px(X(lengthS))}'/>\n");
        _y += LanePx;
    }

    private void Marks(IReadOnlyList<TimelineMark> marks, double top, double bottom)
    {
        double takenTo = double.NegativeInfinity;
        foreach (TimelineMark mark in marks.OrderBy(mark => mark.AtS))
        {
            // A name that would stand on the one before goes a line lower.
            double x = X(mark.AtS);
            double y = x < takenTo ? bottom + 22 : bottom + 8;
            takenTo = x + (mark.Name.Length * 7) + 8;
            Line($"mark-{mark.Kind}", x, top, x, y - 10);
            Text(x + 3, y, mark.Name);
        }
    }

    // A gap of more than a second is a gap, not a line.
    private void Path(string kind, IReadOnlyList<TimelinePoint> points, Func<double, double> y)
    {
        StringBuilder path = new();
        double previousS = double.NegativeInfinity;
        foreach (TimelinePoint point in points)
        {
            path.Append(point.AtS - previousS > 1 ? 'M' : 'L').Append($"{Px(X(point.AtS))} {Px(y(point.Value))}");
            previousS = point.AtS;
        }

        _svg.Append($"<path class='{kind}' d='{path}'/>\n");
    }

    private void Axis()
    {
        Line("grid", LeftPx, _y, LeftPx + WidthPx, _y);
        double stepS = lengthS > 30 ? 5 : 1;
        for (double atS = 0; atS <= lengthS; atS += stepS)
        {
            Line("grid", X(atS), _y, X(atS), _y + 5);
            Text(X(atS) - 6, _y + 20, atS.ToString("F0", CultureInfo.InvariantCulture) + " s");
        }
    }

    private void Line(string kind, double x1, double y1, double x2, double y2) =>
        _svg.Append($"<line class='{kind}' x1='{Px(x1)}' y1='{Px(y1)}' x2='{Px(x2)}' y2='{Px(y2)}'/>\n");

    private void Text(double x, double y, string text, string kind = "", string weight = "normal") =>
        _svg.Append($"<text class='{kind}' x='{Px(x)}' y='{Px(y)}' font-weight='{weight}'>{Html(text)}</text>\n");

    private double X(double atS) => LeftPx + (Math.Clamp(atS, 0, lengthS) / lengthS * WidthPx);

    private static string Px(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
