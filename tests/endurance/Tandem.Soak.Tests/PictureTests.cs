using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.Soak.Tests;

/// <summary>The checked-in picture shows the checked-in data, and the data says what the page says.</summary>
public sealed class PictureTests
{
    [Fact]
    public async Task The_picture_is_what_the_data_draws()
    {
        using var folder = new TemporaryFolder();
        var drawn = folder.File("soak.svg");

        var end = await RunningProgram.RunAsync(new("node", [Repository.PathOf("bench", "soak", "picture.mjs"), drawn], Repository.Root));

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(await ReadAsync(drawn), await ReadAsync(Repository.PathOf("docs", "images", "soak.svg")));
    }

    [Fact]
    public async Task The_totals_are_those_of_the_events_and_nobody_was_signed_out_of_Tandem()
    {
        using var run = await ParseAsync("run");
        var contenders = run.RootElement.GetProperty("contenders").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);

        Assert.Equal(["by-hand", "one-flight", "tandem"], contenders.Keys.Order());
        foreach (var (name, totals) in contenders)
        {
            using var events = await ParseAsync(name);
            foreach (var (kind, total) in new[] { ("signed-out", "signOuts"), ("refreshed", "refreshed"), ("lost", "lost"), ("abandoned", "abandoned"), ("refused", "refused") })
                Assert.Equal(totals.GetProperty(total).GetInt32(), events.RootElement.EnumerateArray().Count(one => one.GetProperty("kind").GetString() == kind));
        }

        Assert.Equal(0, contenders["tandem"].GetProperty("signOuts").GetInt32());
        Assert.Equal(0, contenders["tandem"].GetProperty("reuseAlarms").GetInt32());
        Assert.NotEqual(0, contenders["tandem"].GetProperty("lost").GetInt32());
    }

    [Fact]
    public async Task The_guide_has_the_figures_of_the_data()
    {
        using var run = await ParseAsync("run");
        var guide = await ReadAsync(Repository.PathOf("docs", "guides", "clients", "why-not-by-hand.md"));

        Assert.All(run.RootElement.GetProperty("contenders").EnumerateArray(), totals =>
        {
            int Total(string name) => totals.GetProperty(name).GetInt32();
            var lost = Total("lost") + Total("abandoned");
            Assert.Contains($"| {Total("refreshed") + lost} | {lost} | {Total("signOuts")} | {Total("signOutsAfterLoss")} |", guide, StringComparison.Ordinal);
        });
    }

    private static async Task<JsonDocument> ParseAsync(string name) => JsonDocument.Parse(await ReadAsync(Repository.PathOf("bench", "soak", "data", $"{name}.json")));

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
