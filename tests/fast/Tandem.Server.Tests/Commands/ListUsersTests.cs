using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class ListUsersTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_list_of_a_new_installation_is_empty()
    {
        await tandem.SucceedAsync("migrate");

        var end = await tandem.RunAsync("users", "list", "--format", "json");

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(JsonDocument.Parse(end.Output).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task Accounts_are_listed_in_order_of_their_making_one_a_line()
    {
        await tandem.CreateUserAsync("zoe@example.com", "--verified", "--role", "admin", "editor");
        await tandem.CreateUserAsync("a-rather-long-address-that-fills-a-terminal-of-eighty-columns@example.com");

        var end = await tandem.RunAsync("users", "list");

        var lines = end.Output.TrimEnd().Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["EMAIL", "ROLES", "STATUS", "VERIFIED", "ID"], lines[0]);
        Assert.Equal(["zoe@example.com", "admin,editor", "active", "yes"], lines[1][..4]);
        Assert.Equal(["a-rather-long-address-that-fills-a-terminal-of-eighty-columns@example.com", "user", "active", "no"], lines[2][..4]);
        Assert.All(lines[1..], line => Assert.True(Guid.TryParse(Assert.Single(line[4..]), out _)));
        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public async Task Times_are_RFC_3339_in_UTC()
    {
        await tandem.CreateUserAsync("ada@example.com");

        var end = await tandem.RunAsync("users", "list", "--format", "json");

        var created = JsonDocument.Parse(end.Output).RootElement[0].GetProperty("createdAt").GetString();
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$", created);
    }
}
