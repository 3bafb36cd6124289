using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Soak.Faults;

/// <summary>Who asks: every person's browser has a name of its own, and every tab's address its number.</summary>
internal static partial class PageAddress
{
    public static string UserAgent(int visitor) => string.Create(CultureInfo.InvariantCulture, $"Mozilla/5.0 (X11; Linux x86_64) Chromium Visitor/{visitor}");

    public static string Of(int tab) => string.Create(CultureInfo.InvariantCulture, $"/?tab={tab}");

    public static (int Visitor, int Tab) Read(HttpRequest request) =>
        (Number(Visitor().Match(request.Headers.UserAgent.ToString())), Number(Tab().Match(request.Headers.Referer.ToString())));

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@" Visitor/(\d+)$")]
    private static partial Regex Visitor();

    [GeneratedRegex(@"[?&]tab=(\d+)")]
    private static partial Regex Tab();
}
