using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

/// <summary>An API with another verifier, which refuses a token by RFC 6750 §3.1 alone.</summary>
public sealed class OtherVerifierTests : ClientTest
{
    private const string Challenge = "Bearer error=\"invalid_token\"";

    [Theory]
    [InlineData(Challenge)]
    [InlineData("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The token is expired\"")]
    [InlineData("bearer error=invalid_token")]
    [InlineData("Basic realm=\"api\", Bearer error=\"invalid_token\"")]
    public async Task It_gets_a_new_one(string challenge)
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        Refuse(challenge);

        Assert.Equal(401, await client.StatusAsync("/api/me"));

        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(2, Server.Count("/api/me"));
        Assert.Equal(SessionStatus.Authenticated, client.Now.Status);
    }

    [Fact]
    public async Task Also_with_a_problem_document_of_its_own()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        Refuse(Challenge, "application/problem+json");

        await client.StatusAsync("/api/me");

        Assert.Equal(1, Server.Refreshes);
    }

    // Some refuse a missing role that way.
    [Fact]
    public async Task It_gets_none_for_a_token_younger_than_10_s()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromSeconds(9.9));
        Refuse(Challenge);

        Assert.Equal(401, await client.StatusAsync("/api/me"));

        Assert.Equal(0, Server.Refreshes);
        Assert.Equal(1, Server.Count("/api/me"));
    }

    [Fact]
    public async Task It_gets_one_a_minute_at_most_if_it_refuses_every_token()
    {
        var client = await SignedInAsync();
        Refuse(Challenge);
        for (var second = 0; second < 600; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await client.StatusAsync("/api/me");
        }

        Assert.InRange(Server.Refreshes, 1, 16);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer error=\"insufficient_scope\"")]
    [InlineData("Bearer realm=\"invalid_token\"")]
    [InlineData("Bearer realm=\"error=invalid_token\"")]
    [InlineData("Basic error=\"invalid_token\"")]
    public async Task It_gets_none_when_it_does_not_speak_of_the_token(string challenge)
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        Refuse(challenge);

        Assert.Equal(401, await client.StatusAsync("/api/me"));

        Assert.Equal(0, Server.Refreshes);
    }

    [Fact]
    public async Task It_gets_none_when_a_problem_document_of_Tandem_gives_another_reason()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        Server.On("/api/me", context => Reply.ProblemAsync(context, 401, "ticket_invalid", ("WWW-Authenticate", Challenge)));

        Assert.Equal(401, await client.StatusAsync("/api/me"));

        Assert.Equal(0, Server.Refreshes);
    }

    private void Refuse(string challenge, string type = "text/plain") => Server.On("/api/me", context =>
    {
        context.Response.Headers.WWWAuthenticate = challenge;
        return Reply.TextAsync(context, 401, type, "{}");
    });
}
