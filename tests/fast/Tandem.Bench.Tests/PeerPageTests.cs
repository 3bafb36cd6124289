using System.Globalization;
using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.Bench.Tests;

/// <summary>The page and the picture show the checked-in figures.</summary>
public sealed class PeerPageTests
{
    [Fact]
    public async Task The_page_and_the_picture_have_every_figure_of_the_data()
    {
        using var data = JsonDocument.Parse(await ReadAsync("bench", "peers", "results.json"));
        var page = await ReadAsync("docs", "performance.md");
        var picture = await ReadAsync("docs", "images", "peers.svg");
        var results = data.RootElement.GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(["account", "refresh", "sign-in", "verify"], results.Select(one => one.GetProperty("operation").GetString()).Distinct().Order());
        Assert.Equal(5, results.Select(one => one.GetProperty("peer").GetString()).Distinct().Count());
        Assert.All(results, one =>
        {
            var perSecond = one.GetProperty("perSecond").GetDouble();
            Assert.Contains($"| {one.GetProperty("title").GetString()} | {Text(perSecond)} | {Text(one.GetProperty("p50").GetDouble())} |", page, StringComparison.Ordinal);
            Assert.Contains($">{perSecond.ToString("n0", CultureInfo.InvariantCulture)}</text>", picture, StringComparison.Ordinal);
        });
    }

    private static string Text(double number) => number.ToString(number >= 100 ? "n0" : "n2", CultureInfo.InvariantCulture);

    private static Task<string> ReadAsync(params string[] parts) => File.ReadAllTextAsync(Repository.PathOf(parts), TestContext.Current.CancellationToken);
}
