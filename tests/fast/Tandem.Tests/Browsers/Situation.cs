using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers;

/// <summary>Situations in words. A page in a frame is written <c>https://inner in https://outer</c>, what a page does <c>fetch POST</c>.</summary>
internal static class Situation
{
    /// <summary>The profiles by the words that tables use.</summary>
    public static IReadOnlyDictionary<string, BrowserProfile> AllBrowsers { get; } = new Dictionary<string, BrowserProfile>
    {
        ["chromium"] = BrowserProfile.Chromium,
        ["chromium-blocking"] = BrowserProfile.ChromiumBlocking,
        ["firefox"] = BrowserProfile.Firefox,
        ["safari"] = BrowserProfile.Safari,
        ["safari-old"] = BrowserProfile.SafariBeforePartitioned,
    };

    public static Origin At(string text) => Origin.TryParse(text, out var origin) ? origin : throw new ArgumentException(text);

    public static Page PageOf(string words)
    {
        var origins = words.Split(" in ").Select(At).ToList();
        return new Page(origins[0], [.. origins.Skip(1)]);
    }

    public static PageRequest Request(string page, string action, string url)
    {
        var (kind, method) = action.Split(' ') is [var first, var second] ? (first, second) : throw new ArgumentException(action);
        var target = new Uri(url);
        return new(PageOf(page), Origin.Of(target), target.AbsolutePath) { Kind = Enum.Parse<RequestKind>(kind, ignoreCase: true), Method = method };
    }

    public static SetCookieHeader Cookie(string text) => SetCookieHeader.Parse(text) ?? throw new ArgumentException(text);

    /// <summary>The browsers in which something holds: <c>all</c>, <c>none</c>, or their names.</summary>
    public static string Where(Func<BrowserProfile, bool> holds) =>
        AllBrowsers.Where(browser => holds(browser.Value)).Select(browser => browser.Key).ToList() switch
        {
            { Count: 0 } => "none",
            var names when names.Count == AllBrowsers.Count => "all",
            var names => string.Join(' ', names),
        };

    /// <summary>Compares, and names the clause when the two differ.</summary>
    public static void Holds(string expected, string actual, string clause) => Assert.True(expected == actual, $"{clause}: {actual}, not {expected}");
}
