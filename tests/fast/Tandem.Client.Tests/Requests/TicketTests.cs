using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Requests;

public sealed class TicketTests : ClientTest
{
    [Fact]
    public async Task One_is_had_with_the_access_token_which_is_renewed_where_needed()
    {
        var client = await SignedInAsync();
        Assert.Equal("ticket for s1.1", await client.Session.GetTicketAsync(Cancellation));
        Assert.Equal(("POST", "Bearer s1.1"), (Server.Last("/api/auth/ticket").Method, Server.Last("/api/auth/ticket").Authorization));

        Server.ExpireAccessTokens();
        Assert.Equal("ticket for s1.2", await client.Session.GetTicketAsync(Cancellation));
    }

    [Fact]
    public async Task Nobody_gets_none()
    {
        var error = await Assert.ThrowsAsync<TandemAuthException>(() => Client().Session.GetTicketAsync(Cancellation));

        Assert.Equal("access_token_missing", error.Code);
        Assert.Empty(Server.Received);
    }

    [Theory]
    [InlineData(503, "busy", typeof(TransientException))]
    [InlineData(403, "forbidden", typeof(ProblemException))]
    [InlineData(404, "not_found", typeof(ConfigurationException))]
    public async Task A_refusal_has_its_kind(int status, string code, Type kind)
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/ticket", context => Reply.ProblemAsync(context, status, code));

        var error = await Assert.ThrowsAnyAsync<TandemAuthException>(() => client.Session.GetTicketAsync(Cancellation));

        Assert.IsType(kind, error);
    }

    [Fact]
    public async Task A_page_is_no_ticket_and_a_silent_server_is_given_up()
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/ticket", context => Reply.HtmlAsync(context, 200));
        Assert.Equal("unexpected_answer", (await Assert.ThrowsAsync<TransientException>(() => client.Session.GetTicketAsync(Cancellation))).Code);

        var silent = Server.Hold("/api/auth/ticket");
        var ticket = client.Session.GetTicketAsync(Cancellation);
        await silent.Arrived;
        Time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => ticket)).Code);
    }
}
