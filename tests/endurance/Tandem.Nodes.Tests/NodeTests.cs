using System.Net;
using System.Text.Json;

namespace Tandem.Nodes.Tests;

/// <summary>Several real servers on one real PostgreSQL database are one server to everybody outside.</summary>
public sealed class NodeTests
{
    private const string Ada = "ada@example.com";
    private const string Ben = "ben@example.com";

    [Fact]
    public async Task A_session_goes_on_at_any_node_and_its_end_is_known_at_all()
    {
        await using var cluster = await Cluster.StartAsync(3, Ada);
        var signedIn = await cluster.Nodes[0].SignInAsync(Ada);

        var (status, refreshed) = await cluster.Nodes[1].RefreshAsync(signedIn.RefreshToken!);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, refreshed!.Generation);
        foreach (var node in cluster.Nodes)
            Assert.Equal(HttpStatusCode.OK, await node.AskAsync(refreshed.AccessToken));

        await cluster.Nodes[2].SignOutAsync(refreshed.RefreshToken!);
        foreach (var node in cluster.Nodes)
        {
            await Eventually.IsTrueAsync(async () => await node.AskAsync(refreshed.AccessToken) == HttpStatusCode.Unauthorized);
            Assert.Equal(HttpStatusCode.Unauthorized, (await node.RefreshAsync(refreshed.RefreshToken!)).Status);
        }
    }

    [Fact]
    public async Task Fifty_refreshes_of_one_token_at_three_nodes_are_answered_with_one_generation()
    {
        await using var cluster = await Cluster.StartAsync(3, Ada);
        var signedIn = await cluster.Nodes[0].SignInAsync(Ada);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => cluster.Nodes[number % 3].RefreshAsync(signedIn.RefreshToken!)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Single(answers.Select(answer => answer.Grant!.Generation).Distinct());
    }

    [Fact]
    [Trait("requirement", "D2")]
    public async Task Of_a_thousand_parallel_wrong_guesses_at_three_nodes_five_are_evaluated()
    {
        await using var cluster = await Cluster.StartAsync(3, Ada);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => cluster.Nodes[number % 3].GuessAsync(Ada, $"wrong {number}")));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, $"{status}"));
        var failed = JsonSerializer.Deserialize<JsonElement[]>(await cluster.RunAsync(["events", "list", "--kind", "login_failed", "--format", "json", "--limit", "5000"]))!;
        var reasons = failed.CountBy(each => each.GetProperty("data").GetProperty("reason").GetString()!).ToDictionary();
        Assert.Equal(5, reasons["wrong_password"]);
        Assert.True(reasons["locked"] > 5, string.Join(' ', reasons));
    }

    [Fact]
    public async Task Tokens_of_every_node_are_good_at_all_while_signing_keys_are_replaced()
    {
        await using var cluster = await Cluster.StartAsync(3, Ada);
        var before = await cluster.Nodes[0].SignInAsync(Ada);

        await cluster.RunAsync(["keys", "rotate", "--now"]);

        for (var round = 0; round < 10; round++)
        {
            var grant = await cluster.Nodes[round % 3].SignInAsync(Ada);
            foreach (var node in cluster.Nodes)
            {
                Assert.Equal(HttpStatusCode.OK, await node.AskAsync(grant.AccessToken));
                Assert.Equal(HttpStatusCode.OK, await node.AskAsync(before.AccessToken));
            }
        }

        static string KeyOf(string token) => token.Split('.')[0];
        await Eventually.IsTrueAsync(async () => KeyOf((await cluster.Nodes[0].SignInAsync(Ada)).AccessToken) != KeyOf(before.AccessToken));
    }

    [Fact]
    public async Task While_the_database_is_away_a_refresh_is_put_off_and_a_node_does_not_start()
    {
        await using var cluster = await Cluster.StartAsync(1, Ada);
        var signedIn = await cluster.Nodes[0].SignInAsync(Ada);
        await cluster.Database.StopAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await cluster.Nodes[0].RefreshAsync(signedIn.RefreshToken!)).Status);
        var end = await cluster.TryAsync(["serve", "--urls", "http://127.0.0.1:0"]);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("The database cannot be reached.", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgreSqlServer.Password, end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_another_master_key_does_not_start()
    {
        await using var cluster = await Cluster.StartAsync(1, Ada);
        cluster.MakeKey("other.key");

        var end = await cluster.TryAsync(["serve", "--urls", "http://127.0.0.1:0"], key: "other.key");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("master key", end.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nobody_is_signed_out_while_nodes_are_killed_and_the_database_is_restarted()
    {
        await using var cluster = await Cluster.StartAsync(3, Ada, Ben);
        var people = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
            new Person(cluster, await cluster.Nodes[number % 3].SignInAsync(number % 2 == 0 ? Ada : Ben))));
        using var stopping = new CancellationTokenSource();
        var refreshing = people.Select(person => person.RefreshUntilAsync(stopping.Token)).ToList();

        for (var round = 0; round < 3; round++)
        {
            await cluster.KillAsync(cluster.Nodes[0]);
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await (round == 1 ? cluster.Database.KillAsync() : cluster.Database.StopAsync());
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await cluster.Database.StartAgainAsync();
            await cluster.StartNodeAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(refreshing);
        Assert.Empty(people.SelectMany(person => person.Refusals));
        Assert.All(people, person => Assert.True(person.Refreshes > 3, $"{person.Refreshes} refreshes"));
        // And each goes on afterwards.
        foreach (var person in people)
            Assert.Equal(HttpStatusCode.OK, (await cluster.Nodes[0].RefreshAsync(person.RefreshToken)).Status);
    }
}
