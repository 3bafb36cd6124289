using System.Globalization;
using System.Text;

using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Commands;

/// <summary>The report as an SVG picture.</summary>
internal static class Picture
{
    private const int Row = 18, Left = 150, Width = 720, Longest = 440;

    public static string Draw(Tally tally)
    {
        var body = new StringBuilder();
        var y = 34;
        void Line(FormattableString line) => body.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        foreach (var (title, bars) in Report.Groups(tally))
        {
            Line($"""  <text x="12" y="{y + 14}" font-weight="bold">{title}</text>""");
            y += Row + 4;
            // By the logarithm: outcomes that are rare are those of interest.
            var most = Math.Log10(10.0 + bars.Max(bar => bar.Count));
            foreach (var (name, count) in bars)
            {
                var length = count == 0 ? 0 : Longest * Math.Log10(1.0 + count) / most;
                Line($"""  <text x="{Left - 8}" y="{y + 13}" text-anchor="end">{name}</text>""");
                Line($"""  <rect x="{Left}" y="{y + 3}" width="{length:F1}" height="12" fill="#3566a8"/>""");
                Line($"""  <text x="{Left + length + 6:F1}" y="{y + 13}">{count:N0}</text>""");
                y += Row;
            }

            y += 10;
        }

        var heading = string.Create(CultureInfo.InvariantCulture, $"{tally.Histories:N0} histories, {tally.Presentations:N0} presentations (bars by the logarithm)");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{y}" viewBox="0 0 {Width} {y}" font-family="sans-serif" font-size="12" role="img" aria-label="Histogram of what the simulation played">
              <rect width="100%" height="100%" fill="#fff"/>
              <text x="12" y="22" font-size="14">{heading}</text>
            {body}</svg>

            """;
    }
}
