using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class KeysTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

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
}
