using Microsoft.AspNetCore.Http;

using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

/// <summary>Every row of the table of refresh outcomes.</summary>
public sealed class OutcomeTests : ClientTest
{
    private static readonly Dictionary<string, (string Code, RequestDelegate Answer)> Meaningless = new()
    {
        ["a broken connection"] = ("network_error", Reply.BreakAsync),
        ["a body that breaks off"] = ("network_error", Reply.BreakOffAsync),
        ["503 busy"] = ("busy", context => Reply.ProblemAsync(context, 503, "busy")),
        ["503 storage_unavailable"] = ("storage_unavailable", context => Reply.ProblemAsync(context, 503, "storage_unavailable")),
        ["503 with a definitive code"] = ("session_revoked", context => Reply.ProblemAsync(context, 503, "session_revoked")),
        ["503 HTML"] = ("unexpected_answer", context => Reply.HtmlAsync(context, 503)),
        ["500"] = ("unexpected_answer", context => Reply.EmptyAsync(context, 500)),
        ["408"] = ("unexpected_answer", context => Reply.EmptyAsync(context, 408)),
        ["425"] = ("unexpected_answer", context => Reply.EmptyAsync(context, 425)),
        ["429"] = ("rate_limited", context => Reply.ProblemAsync(context, 429, "rate_limited")),
        ["200 HTML of a captive portal"] = ("unexpected_answer", context => Reply.HtmlAsync(context, 200)),
        ["200 JSON of something else"] = ("unexpected_answer", context => Reply.JsonAsync(context, 200, new { ok = true })),
        ["200 null"] = ("unexpected_answer", context => Reply.JsonAsync(context, 200, null)),
        ["200 with types that are wrong"] = ("unexpected_answer", context => Reply.JsonAsync(context, 200, new { accessToken = 7, expiresIn = "long" })),
        ["200 without a user"] = ("unexpected_answer", context => Reply.JsonAsync(context, 200, new { accessToken = "x", expiresIn = 900, session = new { id = "s1", generation = 9 } })),
        ["204"] = ("unexpected_answer", context => Reply.EmptyAsync(context, 204)),
        ["401 HTML of a captive portal"] = ("unexpected_answer", context => Reply.HtmlAsync(context, 401)),
        ["401 with a definitive code but no problem document"] = ("unexpected_answer", context => Reply.JsonAsync(context, 401, new { code = "session_revoked" })),
        ["401 with a code of no consequence"] = ("busy", context => Reply.ProblemAsync(context, 401, "busy")),
        ["401 with a code of tomorrow"] = ("not_invented_yet", context => Reply.ProblemAsync(context, 401, "not_invented_yet")),
        ["401 refresh_token_missing"] = ("refresh_token_missing", context => Reply.ProblemAsync(context, 401, "refresh_token_missing")),
        ["403 with a definitive code"] = ("session_revoked", context => Reply.ProblemAsync(context, 403, "session_revoked")),
        ["403 HTML"] = ("unexpected_answer", context => Reply.HtmlAsync(context, 403)),
        ["a redirect to a sign-in page"] = ("unexpected_answer", context => Reply.RedirectAsync(context, "/portal")),
        ["an endless page"] = ("network_error", context => context.Response.WriteAsync(new string('x', (1 << 20) + 1))),
    };

    public static TheoryData<string> Names =>
        [.. Meaningless.Keys, .. Enumerable.Range(520, 11).Select(status => $"{status} of a proxy")];

    [Theory]
    [InlineData("refresh_token_expired")]
    [InlineData("refresh_token_reused")]
    [InlineData("refresh_token_invalid")]
    [InlineData("session_revoked")]
    [InlineData("session_unknown")]
    public async Task A_definitive_answer_signs_out_with_its_reason(string code)
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, code));

        var session = await client.Session.RefreshAsync(Cancellation);

        Assert.Equal(new SessionSnapshot { Status = SessionStatus.SignedOut, Reason = code }, session);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal([$"SignedOut {code}"], client.Story);
        Assert.Contains(code, TandemErrorCodes.Definitive);
        var stored = await client.Store.ReadAsync(Cancellation);
        Assert.Null(stored.Session);
        Assert.Equal(code, stored.Ended?.Reason);
        Assert.Empty(stored.SignOuts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_that_proves_nothing_keeps_the_session(string name)
    {
        var (code, answer) = Meaningless.GetValueOrDefault(name, ("unexpected_answer", context => Reply.HtmlAsync(context, int.Parse(name[..3], null))));
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", answer);

        var error = await client.RefreshFailsAsync();

        Assert.Equal(code, error.Code);
        Assert.Equal(SessionStatus.Stale, client.Now.Status);
        Assert.Equal(("ada@example.com", "s1", code), (client.Now.User!.Email, client.Now.Session!.Id, client.Now.Error!.Code));
        Assert.Equal([$"Stale {code}"], client.Story);
        // The access token is still good, so nothing has changed for the person.
        Assert.Equal("s1.1", await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(200, await client.StatusAsync("/api/me"));

        Server.On("/api/auth/refresh");
        Assert.Equal(SessionStatus.Authenticated, (await client.Session.RefreshAsync(Cancellation)).Status);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_wrong_address_is_a_fault_of_the_setup_and_keeps_the_session(int status)
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", context => Reply.HtmlAsync(context, status));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => client.Session.RefreshAsync(Cancellation));

        Assert.Equal(("misconfigured", status), (error.Code, (int)error.Status!));
        Assert.Equal((SessionStatus.Stale, "s1"), (client.Now.Status, client.Now.Session?.Id));
        Assert.NotNull((await client.Store.ReadAsync(Cancellation)).Session);
    }

    [Fact]
    public async Task A_server_that_is_away_keeps_the_session()
    {
        var client = await SignedInAsync();
        await Server.DisposeAsync();
        Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("network_error", (await client.RefreshFailsAsync()).Code);
        Assert.Equal("network_error", (await Assert.ThrowsAsync<TransientException>(() => client.Session.GetAccessTokenAsync(Cancellation))).Code);
        Assert.Equal("s1", client.Now.Session?.Id);
    }

    [Fact]
    public async Task An_expired_token_that_cannot_be_renewed_is_a_typed_error_and_never_null()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(15));
        Server.On("/api/auth/refresh", Reply.BreakAsync);

        Assert.Equal("network_error", (await Assert.ThrowsAsync<TransientException>(() => client.Session.GetAccessTokenAsync(Cancellation))).Code);
        Assert.Equal("network_error", (await Assert.ThrowsAsync<TransientException>(() => client.StatusAsync("/api/me"))).Code);
        Assert.Equal(0, Server.Count("/api/me"));

        Server.On("/api/auth/refresh");
        Assert.Equal(200, await client.StatusAsync("/api/me"));
        Assert.Equal("Refreshed 2", client.Story[^1]);
    }

    [Fact]
    public async Task A_token_of_another_installation_leads_to_a_sign_in_and_stays_stored_until_then()
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, "refresh_token_foreign"));

        var session = await client.Session.RefreshAsync(Cancellation);

        Assert.Equal(new SessionSnapshot { Status = SessionStatus.SignedOut, Reason = "refresh_token_foreign" }, session);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(["SignedOut refresh_token_foreign"], client.Story);
        Assert.Equal(1, Server.Refreshes);
        Assert.Equal("r.s1.1", (await client.Store.ReadAsync(Cancellation)).Session?.RefreshToken);

        Server.On("/api/auth/refresh");
        await client.SignInAsync();
        Assert.Equal(2, (await client.Session.RefreshAsync(Cancellation)).Session!.Generation);
    }

    [Fact]
    public async Task A_200_that_names_an_older_generation_brings_its_access_token_and_no_older_refresh_token()
    {
        var client = await SignedInAsync();
        await client.Session.RefreshAsync(Cancellation);
        await client.Session.RefreshAsync(Cancellation);
        Server.On("/api/auth/refresh", context => Reply.JsonAsync(context, 200, new
        {
            accessToken = "of the older one",
            expiresIn = 900,
            refreshToken = "r.s1.2",
            user = new { id = "ada", email = "ada@example.com", roles = Array.Empty<string>() },
            session = new { id = "s1", generation = 2, createdAt = "2031-03-01T12:00:00Z", expiresAt = "2031-03-08T12:00:00Z" },
        }));

        await client.Session.RefreshAsync(Cancellation);

        Assert.Equal("of the older one", await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(("r.s1.3", 3), await StoredAsync());

        async Task<(string?, long?)> StoredAsync()
        {
            var stored = (await client.Store.ReadAsync(Cancellation)).Session;
            return (stored?.RefreshToken, stored?.Details.Generation);
        }
    }

    [Fact]
    public async Task A_200_without_a_refresh_token_keeps_the_one_there_is()
    {
        var client = await SignedInAsync();
        Server.GivesRefreshTokens = false;
        await client.Session.RefreshAsync(Cancellation);
        Server.GivesRefreshTokens = true;
        await client.Session.RefreshAsync(Cancellation);
        await client.Session.RefreshAsync(Cancellation);

        var presented = Server.Received.Select(request => request.Json.GetProperty("refreshToken").GetString());
        Assert.Equal(["r.s1.1", "r.s1.1", "r.s1.3"], presented);
        Assert.Equal("s1.4", await client.Session.GetAccessTokenAsync(Cancellation));
    }
}
