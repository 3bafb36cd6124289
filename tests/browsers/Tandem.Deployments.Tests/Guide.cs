using Tandem.Processes.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>What the guide of a deployment promises.</summary>
internal static class Guide
{
    /// <summary>Name and attributes of the cookie, from the block with a mark; without the token and <c>Max-Age</c>.</summary>
    public static string Cookie(string page, string mark)
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs", "guides", "deployments", page + ".md"));
        var marker = Array.IndexOf(lines, $"<!-- {mark} -->");
        Assert.True(marker >= 0, $"{page}.md shows no {mark}.");
        return Form(lines[marker + 2]);
    }

    /// <summary>The form of a <c>Set-Cookie</c>.</summary>
    public static string Form(string setCookie)
    {
        var parts = setCookie.Split("; ");
        return string.Join("; ", parts.Where(part => !part.StartsWith("Max-Age=", StringComparison.Ordinal))
            .Select((part, index) => index == 0 ? part.Split('=')[0] : part));
    }
}
