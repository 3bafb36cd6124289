using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

public sealed class RetryAfterTests : ClientTest
{
    [Theory]
    [InlineData("20", null)]
    [InlineData("Sun, 01 Jan 2012 00:00:20 GMT", "Sun, 01 Jan 2012 00:00:00 GMT")]
    public async Task Either_form_keeps_the_client_quiet_for_as_long(string wait, string? date)
    {
        var client = await SignedInAsync();
        (string, string)[] headers = date is null ? [("Retry-After", wait)] : [("Retry-After", wait), ("Date", date)];
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 503, "busy", headers));

        Assert.Equal(TimeSpan.FromSeconds(20), (await client.RefreshFailsAsync()).RetryAfter);
        Server.On("/api/auth/refresh");

        Time.Advance(TimeSpan.FromMilliseconds(19_999));
        var early = await client.RefreshFailsAsync();
        Assert.Equal(("busy", TimeSpan.FromSeconds(1)), (early.Code, early.RetryAfter));
        Assert.Equal(1, Server.Refreshes);

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(SessionStatus.Authenticated, (await client.Session.RefreshAsync(Cancellation)).Status);
    }

    [Theory]
    [InlineData("86400", 300)]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT", 300)]
    [InlineData("Sun, 01 Jan 2012 00:00:00 GMT", 0)]
    public async Task It_is_between_nothing_and_five_minutes(string wait, int seconds)
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 429, "rate_limited", ("Retry-After", wait)));

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await client.RefreshFailsAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    public async Task What_is_neither_form_is_none(string wait)
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 503, "busy", ("Retry-After", wait)));

        Assert.Null((await client.RefreshFailsAsync()).RetryAfter);
    }
}
