using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Sessions;

public sealed class SignInTests : ClientTest
{
    [Fact]
    public async Task It_asks_for_tokens_in_the_body_and_keeps_them()
    {
        var client = Client(options => options.UserAgent = "Orders/1.0");

        var session = await client.Session.SignInAsync("ada@example.com", "correct", Cancellation);

        Assert.Equal((SessionStatus.Authenticated, "The ada", "s1", 1), (session.Status, session.User!.DisplayName, session.Session!.Id, session.Session.Generation));
        var sent = Server.Last("/api/auth/login");
        Assert.Equal("""{"delivery":"body","email":"ada@example.com","password":"correct"}""", Sorted(sent.Body));
        Assert.Equal(("application/json", "Orders/1.0"), (sent.Headers["Content-Type"], sent.Headers["User-Agent"]));
        Assert.Equal("r.s1.1", (await client.Store.ReadAsync(Cancellation)).Session!.RefreshToken);
        Assert.Equal(["SignedIn s1"], client.Story);
    }

    [Fact]
    public async Task A_wrong_password_is_a_problem_and_changes_nothing()
    {
        var client = Client();
        await client.Session.StartAsync(Cancellation);

        var error = await Assert.ThrowsAsync<ProblemException>(() => client.SignInAsync(password: "wrong"));

        Assert.Equal(("invalid_credentials", 401, "About invalid_credentials."), (error.Code, (int)error.Status!, error.Message));
        Assert.Equal(SessionStatus.Anonymous, client.Now.Status);
    }

    [Fact]
    public async Task A_refusal_brings_the_whole_problem_document()
    {
        Server.On("/api/auth/login", context => Reply.ProblemAsync(context, 401, "second_factor_required"));

        var problem = (await Assert.ThrowsAsync<ProblemException>(() => Client().SignInAsync())).Problem!;

        Assert.Equal(("second_factor_required", "About second_factor_required.", "r1"), (problem.Title, problem.Detail, problem.RequestId));
        Assert.Equal("c", problem.Extensions["challenge"].GetString());
        Assert.Equal(["is missing"], problem.Errors!["email"]);
    }

    [Theory]
    [InlineData(429, "rate_limited")]
    [InlineData(503, "busy")]
    public async Task A_busy_server_is_to_be_asked_again(int status, string code)
    {
        Server.On("/api/auth/login", context => Reply.ProblemAsync(context, status, code, ("Retry-After", "7")));

        var error = await Assert.ThrowsAsync<TransientException>(() => Client().SignInAsync());

        Assert.Equal((code, TimeSpan.FromSeconds(7)), (error.Code, error.RetryAfter));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(401)]
    public async Task A_portals_answer_signs_nobody_in_and_no_redirect_takes_the_password_along(int status)
    {
        Server.On("/api/auth/login", context => status == 302 ? Reply.RedirectAsync(context, "/portal", 307) : Reply.HtmlAsync(context, status));
        var client = Client();

        await Assert.ThrowsAsync<TransientException>(() => client.SignInAsync());

        Assert.Equal(SessionStatus.Loading, client.Now.Status);
        Assert.Equal(["/api/auth/login"], Server.Paths);
    }

    [Fact]
    public async Task A_server_that_delivers_by_cookie_only_is_a_fault_of_the_setup()
    {
        var client = await SignedInAsync();
        Server.On("/api/auth/login", context => Reply.JsonAsync(context, 200, new
        {
            accessToken = "x",
            expiresIn = 900,
            user = new { id = "u1", email = "ada@example.com", roles = Array.Empty<string>() },
            session = new { id = "s9", generation = 1 },
        }));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => client.SignInAsync());

        Assert.Contains("Tandem:RefreshToken:Delivery", error.Message, StringComparison.Ordinal);
        Assert.Equal("s1", client.Now.Session!.Id);
    }

    [Fact]
    public async Task A_refresh_that_answers_after_somebody_else_signed_in_is_void()
    {
        var client = await SignedInAsync();
        var refresh = Server.HoldAnswer("/api/auth/refresh");
        var refreshing = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        await client.SignInAsync("bob@example.com");
        refresh.Release();
        await refreshing;

        Assert.Equal(("s2", 1), (client.Now.Session!.Id, client.Now.Session.Generation));
        Assert.Equal("r.s2.1", (await client.Store.ReadAsync(Cancellation)).Session!.RefreshToken);
        Assert.Equal(["SignedIn s2"], client.Story);
    }

    [Theory]
    [InlineData(401, "session_revoked")]
    [InlineData(503, "busy")]
    public async Task Nor_does_bad_news_of_the_old_session_touch_the_new_one(int status, string code)
    {
        var client = await SignedInAsync();
        var refresh = Server.Hold("/api/auth/refresh", context => Reply.ProblemAsync(context, status, code));
        var refreshing = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        await client.SignInAsync("bob@example.com");
        refresh.Release();
        await refreshing;

        Assert.Equal((SessionStatus.Authenticated, "s2"), (client.Now.Status, client.Now.Session!.Id));
        Assert.NotNull((await client.Store.ReadAsync(Cancellation)).Session);
    }

    private static string Sorted(string json) => System.Text.Json.JsonSerializer.Serialize(
        System.Text.Json.JsonSerializer.Deserialize<SortedDictionary<string, string>>(json));
}
