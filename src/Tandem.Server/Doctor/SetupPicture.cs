using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Server.Doctor;

/// <summary>Page and API as boxes: one box for each site.</summary>
internal static class SetupPicture
{
    private const string Call = "  |    fetch, credentials: 'include'";

    public static IEnumerable<string> Draw(Setup setup, int width)
    {
        var page = $"page  {setup.Page.Origin}";
        var api = $"API   {setup.Api}";
        var top = setup.Page.Ancestors.Select(ancestor => $"frame {ancestor}").Reverse().ToList();
        var inside = width - 8;
        if (setup.Relation != OriginRelation.CrossSite)
            return Box(setup.Api, [.. top, page, Call, "  v", api], inside);
        var call = new[] { Call, "  v" }.Select(line => $"    {line}");
        var outer = setup.Page.Ancestors.Count > 0 ? Box(setup.Page.Top, [.. top], inside).Append("      |    shows in a frame").Append("      v") : [];
        return [.. outer, .. Box(setup.Page.Origin, [page], inside), .. call, .. Box(setup.Api, [api], inside)];
    }

    private static IEnumerable<string> Box(Origin origin, IReadOnlyList<string> lines, int inside)
    {
        var title = Fit($"site {Site.Of(origin)}", inside - 2);
        var width = Math.Max(title.Length + 2, lines.Max(line => Math.Min(line.Length, inside)));
        yield return $"  +- {title} {new string('-', width - title.Length - 1)}+";
        foreach (var line in lines)
            yield return $"  | {Fit(line, width).PadRight(width)} |";
        yield return $"  +{new string('-', width + 2)}+";
    }

    // Both ends of a long name say whose it is.
    private static string Fit(string text, int width) =>
        text.Length <= width ? text : $"{text[..((width - 3) / 2)]}...{text[^((width - 3 + 1) / 2)..]}";
}
