using System.Net.Http.Json;

using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Refreshing;

public sealed class RefusedTokenTests : ClientTest
{
    [Fact]
    public async Task It_is_renewed_and_the_request_repeated_unseen_by_the_caller()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        Assert.Equal("""{"token":"s1.2","body":"pen"}""", await EchoAsync(client, HttpMethod.Post, "/api/orders", new StringContent("pen")));
        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(["Refreshed 2"], client.Story);
    }

    [Fact]
    public async Task It_causes_one_refresh_however_many_requests_it_was_refused_for()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.StatusAsync($"/api/orders/{i}")));

        Assert.All(answers, status => Assert.Equal(200, status));
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task It_causes_no_refresh_when_a_newer_token_arrived_meanwhile()
    {
        var client = await SignedInAsync();
        var slow = Server.Hold("/api/slow");
        var answer = client.StatusAsync("/api/slow");
        await slow.Arrived;
        Server.ExpireAccessTokens();
        await client.Session.RefreshAsync(Cancellation);
        slow.Release();

        Assert.Equal(200, await answer);
        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(2, Server.Count("/api/slow"));
    }

    [Fact]
    public async Task The_second_401_belongs_to_the_caller_and_stays_readable()
    {
        var client = await SignedInAsync();
        Server.On("/api/me", context => Reply.ProblemAsync(context, 401, "access_token_invalid"));

        using var answer = await client.Http.GetAsync("/api/me", Cancellation);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Contains("access_token_invalid", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(2, Server.Count("/api/me"));
        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(SessionStatus.Authenticated, client.Now.Status);
    }

    [Fact]
    public async Task The_caller_gets_a_readable_401_when_the_session_turns_out_to_be_over()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, "session_revoked"));

        Assert.Contains("access_token_expired", await EchoAsync(client, HttpMethod.Get, "/api/me"), StringComparison.Ordinal);
        Assert.Equal(SessionStatus.SignedOut, client.Now.Status);
        Assert.Equal("session_revoked", client.Now.Reason);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_now_is_a_transient_error_and_not_a_401()
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 503, "busy"));

        var error = await Assert.ThrowsAsync<TransientException>(() => client.StatusAsync("/api/me"));

        Assert.Equal("busy", error.Code);
    }

    [Fact]
    public async Task A_revoked_session_is_settled_by_the_refresh_endpoint()
    {
        var client = await SignedInAsync();
        Server.On("/api/me", context => Reply.ProblemAsync(context, 401, "session_revoked"));
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, "refresh_token_reused"));

        Assert.Equal(401, await client.StatusAsync("/api/me"));
        Assert.Equal("refresh_token_reused", client.Now.Reason);
    }

    [Theory]
    [InlineData(403, "forbidden")]
    [InlineData(403, "access_token_expired")]
    [InlineData(401, "reauthentication_required")]
    [InlineData(401, "api_key_invalid")]
    [InlineData(401, "access_token_missing")]
    [InlineData(503, "busy")]
    public async Task No_refresh_follows_other_answers(int status, string code)
    {
        var client = await SignedInAsync();
        Server.On("/api/users/7", context => Reply.ProblemAsync(context, status, code));

        using var answer = await client.Http.DeleteAsync("/api/users/7", Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(["/api/users/7"], Server.Paths);
    }

    [Fact]
    public async Task No_refresh_follows_a_401_that_is_no_problem_document_of_ours()
    {
        var client = await SignedInAsync();
        Server.On("/api/a", context => Reply.JsonAsync(context, 401, new { code = "access_token_expired" }));
        Server.On("/api/b", context => Reply.HtmlAsync(context, 401));

        Assert.Equal(401, await client.StatusAsync("/api/a"));
        Assert.Equal(401, await client.StatusAsync("/api/b"));
        Assert.Equal(0, Server.Refreshes);
    }

    [Theory]
    [InlineData("login")]
    [InlineData("login/second-factor")]
    [InlineData("refresh")]
    [InlineData("logout")]
    [InlineData("register")]
    [InlineData("password/forgot")]
    [InlineData("password/reset")]
    [InlineData("email/verify")]
    [InlineData("Login")]
    public async Task The_auth_endpoints_get_no_token_and_cause_no_refresh(string name)
    {
        var client = await SignedInAsync();
        var path = $"/api/auth/{name}";
        Server.On(path, context => Reply.ProblemAsync(context, 401, "access_token_expired"));
        Time.Advance(TimeSpan.FromMinutes(15));

        using var answer = await client.Http.PostAsync(path, null, Cancellation);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal([path], Server.Paths);
        Assert.Null(Server.Last(path).Authorization);
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("logout-all")]
    [InlineData("password/change")]
    [InlineData("api-keys")]
    public async Task Account_endpoints_that_need_a_token_are_curable_like_any_API(string name)
    {
        var client = await SignedInAsync();
        Server.ExpireAccessTokens();

        Assert.Equal(200, await client.StatusAsync($"/api/auth/{name}"));
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task Of_somebody_who_is_not_signed_in_nothing_is_refreshed()
    {
        var client = Client();

        Assert.Equal(401, await client.StatusAsync("/api/me"));
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(["/api/me"], Server.Paths);
        Assert.Equal(SessionStatus.Anonymous, client.Now.Status);
    }

    [Fact]
    public async Task A_401_that_arrives_after_the_sign_out_refreshes_nothing()
    {
        var client = await SignedInAsync();
        var slow = Server.Hold("/api/slow");
        var answer = client.StatusAsync("/api/slow");
        await slow.Arrived;
        Server.ExpireAccessTokens();
        await client.Session.SignOutAsync(Cancellation);
        slow.Release();

        Assert.Equal(401, await answer);
        Assert.Equal(0, Server.Refreshes);
    }

    [Theory]
    [InlineData("bob@example.com", 0)]
    [InlineData("ada@example.com", 1)]
    public async Task Whoever_waits_for_a_token_never_gets_that_of_the_next_person(string next, int sent)
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(15));
        var refresh = Server.Hold("/api/auth/refresh");
        var answer = client.StatusAsync("/api/me");
        await refresh.Arrived;
        await client.SignInAsync(next);
        refresh.Release();

        if (sent == 0)
            Assert.Equal("session_changed", (await Assert.ThrowsAsync<TandemAuthException>(() => answer)).Code);
        else
            Assert.Equal(200, await answer);
        Assert.Equal(sent, Server.Count("/api/me"));
    }

    [Fact]
    public async Task What_one_person_asked_for_is_not_repeated_in_the_name_of_the_next()
    {
        var client = await SignedInAsync();
        var slow = Server.Hold("/api/slow");
        var answer = client.Http.PostAsJsonAsync("/api/slow", "mine", Cancellation);
        await slow.Arrived;
        Server.ExpireAccessTokens();
        await client.SignInAsync("bob@example.com");
        slow.Release();

        Assert.Equal(401, (int)(await answer).StatusCode);
        Assert.Equal(1, Server.Count("/api/slow"));
    }
}
