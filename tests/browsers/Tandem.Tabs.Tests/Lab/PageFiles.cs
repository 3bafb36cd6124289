using System.Text;

using Microsoft.AspNetCore.Http;

using Tandem.Processes.Testing;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>The servers's pages, and the client as npm packs it.</summary>
internal static class PageFiles
{
    private const string Packages = "/packages/";
    private const string ReactAssets = "/react-assets/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    };

    public static SiteResponse Find(Site site, PathString path)
    {
        var file = FileOf(path.Value!);
        if (!File.Exists(file) || !Types.TryGetValue(Path.GetExtension(file), out var type))
            return new(404, [], []);
        var text = site.Breaks
            .Where(change => file.EndsWith(change.File, StringComparison.Ordinal))
            .Aggregate(File.ReadAllText(file), (whole, change) => change.In(whole));
        return new(200, [("Content-Type", type)], Encoding.UTF8.GetBytes(text));
    }

    private static string FileOf(string path) => path switch
    {
        _ when path.StartsWith(Packages, StringComparison.Ordinal) =>
            Repository.PathOf("artifacts", "packages", "node_modules", "@tandem-auth", path[Packages.Length..]),
        _ when path.StartsWith(ReactAssets, StringComparison.Ordinal) => ReactPage.File(path[ReactAssets.Length..]),
        // Its addresses are made by the router.
        _ when path.StartsWith("/react/", StringComparison.Ordinal) => ReactPage.File("index.html"),
        _ => Repository.PathOf("tests", "browsers", "Tandem.Tabs.Tests", "Page", path[1..]),
    };
}
