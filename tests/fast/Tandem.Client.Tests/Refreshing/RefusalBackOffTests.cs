using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

/// <summary>An API that refuses fresh tokens.</summary>
public sealed class RefusalBackOffTests : ClientTest
{
    [Fact]
    public async Task It_may_ask_again_after_1_s_then_2_s_and_at_once_when_it_has_accepted_one()
    {
        var client = await SignedInAsync();
        Refuse();
        Assert.Equal(1, await RefreshesAfterAsync(client, 0));
        Assert.Equal(1, await RefreshesAfterAsync(client, 0));
        Assert.Equal(1, await RefreshesAfterAsync(client, 999));
        Assert.Equal(2, await RefreshesAfterAsync(client, 1));
        Assert.Equal(2, await RefreshesAfterAsync(client, 1_999));
        Assert.Equal(3, await RefreshesAfterAsync(client, 1));

        Time.Advance(TimeSpan.FromSeconds(4));
        Server.On("/api/me");
        Assert.Equal(200, await client.StatusAsync("/api/me"));
        Refuse();
        Assert.Equal(4, await RefreshesAfterAsync(client, 0));
        Assert.Equal(5, await RefreshesAfterAsync(client, 1_000));
    }

    [Fact]
    public async Task Requests_that_were_refused_side_by_side_count_once()
    {
        var client = await SignedInAsync();
        Refuse();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.StatusAsync("/api/me")));
        var before = Server.Refreshes;

        Assert.Equal(before + 1, await RefreshesAfterAsync(client, 1_000));
    }

    [Fact]
    public async Task It_waits_a_minute_at_most()
    {
        Server.ExpiresIn = 86_400;
        var client = await SignedInAsync();
        Refuse();
        for (var round = 1; round <= 10; round++)
            Assert.Equal(round, await RefreshesAfterAsync(client, round == 1 ? 0 : 60_000));
    }

    [Fact]
    public async Task It_does_not_silence_another_API()
    {
        await using var other = await FakeTandem.StartAsync();
        other.On("/api/me", context => Reply.ProblemAsync(context, 401, "access_token_invalid"));
        var client = await SignedInAsync(options => options.AttachTo.Add(other.Url));
        Refuse();
        Assert.Equal(1, await RefreshesAfterAsync(client, 0));
        Assert.Equal(1, await RefreshesAfterAsync(client, 0));

        Assert.Equal(401, await client.StatusAsync(new Uri(other.Url, "/api/me").ToString()));
        Assert.Equal(2, Server.Refreshes);
    }

    private void Refuse() => Server.On("/api/me", context => Reply.ProblemAsync(context, 401, "access_token_invalid"));

    private async Task<int> RefreshesAfterAsync(TestClient client, int milliseconds)
    {
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(401, await client.StatusAsync("/api/me"));
        return Server.Refreshes;
    }
}
