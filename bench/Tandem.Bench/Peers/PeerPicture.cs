using System.Globalization;
using System.Text;

namespace Tandem.Bench.Peers;

/// <summary>Draws results: a panel for each operation, a bar for each server.</summary>
internal static class PeerPicture
{
    private const int Width = 880, Left = 340, Right = 120, Line = 24, Bar = 15, Panel = 40, Top = 12;

    public static string Draw(PeerResults results)
    {
        var panels = results.Results.GroupBy(one => one.Operation).ToList();
        var height = Top + (panels.Count * Panel) + (results.Results.Count * Line);
        var svg = new StringBuilder();
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-label="Requests a second of Tandem and other servers">""");
        svg.Append(
            """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #24292f }
            .title { font-weight: 600 }
            .bar { fill: #8c959f }
            .tandem { fill: #0969da }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #6e7681 } .tandem { fill: #4493f8 } }
            </style>

            """);
        var y = Top;
        foreach (var panel in panels)
        {
            Append(svg, $"""<text class="title" x="12" y="{y + 22}">{panel.Key}: requests a second, {panel.First().Clients} connections</text>""");
            y += Panel - 6;
            var most = panel.Max(one => one.PerSecond);
            foreach (var one in panel)
            {
                var width = Math.Max(1, (Width - Left - Right) * one.PerSecond / most);
                Append(svg, $"""<text x="{Left - 10}" y="{y + 12}" text-anchor="end">{one.Title}</text>""");
                Append(svg, $"""<rect class="{(one.Peer == Peer.Tandem ? "tandem" : "bar")}" x="{Left}" y="{y}" width="{width:f1}" height="{Bar}" rx="2"/>""");
                Append(svg, $"""<text x="{Left + width + 8:f1}" y="{y + 12}">{one.PerSecond:n0}</text>""");
                y += Line;
            }

            y += 6;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
