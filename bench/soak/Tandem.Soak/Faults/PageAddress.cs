using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Soak.Faults;

/// <summary>Who asks: every person's browser has a name of its own, and every tab's address its number.</summary>
internal static partial class PageAddress
{
    public static string UserAgent(int visitor) => string.Create(CultureInfo.InvariantCulture, $"Mozilla/5.0 (X11; Linux x86_64) Chromium Visitor/{visitor}");

    public static string Of(int tab) => string.Create(CultureInfo.InvariantCulture, $"/?tab={tab}");

    public static (int Visitor, int Tab) Read(HttpRequest request) =>
        (Number(VisitorNumber().Match(request.Headers.UserAgent.ToString())), Tab(request.Headers.Referer.ToString()));

    public static int Tab(string address) => Number(TabNumber().Match(address));

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@" Visitor/(\d+)$")]
    private static partial Regex VisitorNumber();

    [GeneratedRegex(@"[?&]tab=(\d+)")]
    private static partial Regex TabNumber();
}
