using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class KeysTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    public async ValueTask InitializeAsync() => await tandem.SucceedAsync("migrate");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_installation_has_one_active_key_and_one_announced()
    {
        var end = await tandem.RunAsync("keys", "list", "--format", "json");

        Assert.Equal(0, end.ExitCode);
        var keys = JsonDocument.Parse(end.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["active", "announced"], keys.Select(key => key.GetProperty("state").GetString()).Order());
        Assert.All(keys, key => Assert.Equal("ES256", key.GetProperty("alg").GetString()));
        Assert.Equal(2, keys.Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_key_takes_one_line()
    {
        var json = await tandem.RunAsync("keys", "list", "--format", "json");
        var text = await tandem.RunAsync("keys", "list");

        var lines = text.Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(JsonDocument.Parse(json.Output).RootElement.EnumerateArray(), key =>
            Assert.Single(lines, line => line.StartsWith(key.GetProperty("kid").GetString() + " ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_key_says_what_it_does_next_and_when()
    {
        var keys = await KeysAsync("list");

        var created = keys["announced"].GetProperty("createdAt").GetDateTimeOffset();
        Assert.Equal("active", keys["announced"].GetProperty("nextState").GetString());
        Assert.Equal("verifying", keys["active"].GetProperty("nextState").GetString());
        Assert.All(keys.Values, key => Assert.InRange(key.GetProperty("nextAt").GetDateTimeOffset() - created, TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1)));
    }

    [Fact]
    public async Task Rotating_says_when_the_announced_key_takes_over_and_with_now_it_does()
    {
        var announced = (await KeysAsync("list"))["announced"];
        var kid = announced.GetProperty("kid").GetString()!;

        var asked = await tandem.RunAsync("keys", "rotate");
        Assert.Equal(0, asked.ExitCode);
        var until = announced.GetProperty("createdAt").GetDateTimeOffset().AddDays(1);
        Assert.StartsWith($"{kid} takes over at {until:yyyy-MM-dd'T'HH:mm:ss}", asked.Output, StringComparison.Ordinal);
        Assert.Equal(until, (await KeysAsync("list"))["announced"].GetProperty("nextAt").GetDateTimeOffset());

        Assert.Equal(kid, (await KeysAsync("rotate", "--now"))["active"].GetProperty("kid").GetString());
        Assert.Equal(3, (await KeysAsync("list")).Count);
    }

    /// <summary>The keys that a command shows, by their state.</summary>
    private async Task<Dictionary<string, JsonElement>> KeysAsync(params string[] words) =>
        JsonDocument.Parse(await tandem.SucceedAsync(["keys", .. words, "--format", "json"])).RootElement.EnumerateArray().ToDictionary(key => key.GetProperty("state").GetString()!);
}
