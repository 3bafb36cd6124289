using Microsoft.AspNetCore.Http;

using Tandem.Processes.Testing;

namespace Tandem.Windows.Tests.Lab;

/// <summary>The laboratory's page, and the client as npm packs it.</summary>
internal static class PageFiles
{
    private const string Packages = "/packages/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
    };

    public static SiteAnswer Find(Site site, PathString path)
    {
        var file = FileOf(path.Value!);
        if (!File.Exists(file) || !Types.TryGetValue(Path.GetExtension(file), out var type))
            return new(404, [], []);
        var text = File.ReadAllText(file);
        foreach (var (_, (old, replacement)) in site.Breaks.Where(change => file.EndsWith(change.Key, StringComparison.Ordinal)))
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        return new(200, [("Content-Type", type)], System.Text.Encoding.UTF8.GetBytes(text));
    }

    private static string FileOf(string path) =>
        path.StartsWith(Packages, StringComparison.Ordinal)
            ? Repository.PathOf("artifacts", "packages", "node_modules", "@tandem-auth", path[Packages.Length..])
            : Repository.PathOf("tests", "Tandem.Windows.Tests", "Page", path[1..]);
}
