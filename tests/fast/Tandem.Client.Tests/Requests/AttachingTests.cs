using System.Net.Http.Headers;

using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Requests;

public sealed class AttachingTests : ClientTest
{
    private FakeTandem foreign = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreign = await FakeTandem.StartAsync();
        foreign.On("/data", context => Reply.ProblemAsync(context, 401, "access_token_expired"));
    }

    public override async ValueTask DisposeAsync()
    {
        await foreign.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_token_goes_to_the_server_whatever_form_the_address_has()
    {
        var client = await SignedInAsync();
        foreach (var address in new[] { "/api/me", "api/me", new Uri(Server.Url, "/api/me").ToString(), new Uri(Server.Url, "/x/../api/me").ToString() })
        {
            Assert.Equal(200, await client.StatusAsync(address));
            Assert.Equal("Bearer s1.1", Server.Last("/api/me").Authorization);
        }
    }

    [Fact]
    public async Task It_never_goes_to_another_origin_nor_does_its_401_cause_a_refresh()
    {
        var client = await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(15));
        var other = new Uri(foreign.Url, "/data").ToString();

        Assert.Equal(401, await client.StatusAsync(other));
        Assert.Equal(401, await client.StatusAsync(other.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));

        Assert.All(foreign.Received, request => Assert.Null(request.Authorization));
        Assert.Empty(Server.Received);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task It_does_not_follow_a_redirect_to_another_origin_which_has_no_say_about_it(int status)
    {
        var client = await SignedInAsync();
        Server.On("/api/export", context => Reply.RedirectAsync(context, new Uri(foreign.Url, "/data").ToString(), status));

        Assert.Equal(401, await client.StatusAsync("/api/export"));

        Assert.Null(foreign.Last("/data").Authorization);
        Assert.Equal(["/api/export"], Server.Paths);
    }

    [Fact]
    public async Task A_redirect_between_the_refusal_and_the_replay_does_not_change_what_is_replayed()
    {
        var client = await SignedInAsync();
        Server.On("/api/old", context => Reply.RedirectAsync(context, "/api/new"));
        Server.On("/api/new", context => Reply.ProblemAsync(context, 401, "access_token_expired"));

        await EchoAsync(client, HttpMethod.Post, "/api/old", new StringContent("pen"));

        var replayed = Server.Received.Where(request => request.Path == "/api/old").ToList();
        Assert.Equal(2, replayed.Count);
        Assert.All(replayed, request => Assert.Equal(("POST", "pen"), (request.Method, request.Body)));
    }

    [Fact]
    public async Task It_goes_to_the_origins_named_in_AttachTo()
    {
        var client = await SignedInAsync(options => options.AttachTo.Add(new Uri(foreign.Url, "/some/path")));
        foreign.On("/data", context => Reply.EmptyAsync(context, 204));

        Assert.Equal(204, await client.StatusAsync(new Uri(foreign.Url, "/data").ToString()));
        Assert.Equal("Bearer s1.1", foreign.Last("/data").Authorization);
    }

    [Fact]
    public async Task It_gives_way_to_an_Authorization_header_of_the_caller_with_no_refresh_in_its_name()
    {
        var client = await SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "mine");

        using var answer = await client.Http.SendAsync(request, Cancellation);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("Bearer mine", Server.Last("/api/me").Authorization);
        Assert.Equal(0, Server.Refreshes);
    }

    [Fact]
    public async Task Neither_the_callers_request_nor_that_of_the_answer_holds_it()
    {
        var client = await SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.Add("X-Request-Id", "7");
        request.Options.Set(new HttpRequestOptionsKey<string>("mine"), "kept");

        using var answer = await client.Http.SendAsync(request, Cancellation);

        Assert.Equal(("7", "Bearer s1.1"), (Server.Last("/api/me").Headers["X-Request-Id"], Server.Last("/api/me").Authorization));
        Assert.Null(request.Headers.Authorization);
        Assert.Null(answer.RequestMessage!.Headers.Authorization);
        Assert.True(answer.RequestMessage.Options.TryGetValue(new HttpRequestOptionsKey<string>("mine"), out var kept));
        Assert.Equal("kept", kept);
    }

    [Fact]
    public async Task Addresses_of_the_auth_endpoints_follow_BaseAddress_and_BasePath()
    {
        Server.On("/tenant/auth/login", context => Reply.ProblemAsync(context, 401, "invalid_credentials"));
        var client = Client(options => (options.BaseAddress, options.BasePath) = (new Uri(Server.Url, "/tenant/"), "auth/"));

        Assert.Equal("invalid_credentials", (await Assert.ThrowsAsync<ProblemException>(() => client.SignInAsync())).Code);
        Assert.Equal(["/tenant/auth/login"], Server.Paths);
    }

    [Fact]
    public async Task Synchronous_requests_are_refused_rather_than_sent_without_it()
    {
        var client = await SignedInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");

        Assert.Throws<NotSupportedException>(() => client.Http.Send(request, Cancellation));
        Assert.Empty(Server.Received);
    }

    [Fact]
    public void Faults_of_the_options_are_told_all_at_once()
    {
        var options = new TandemClientOptions { BaseAddress = new Uri("ftp://example.com"), BasePath = "/", RequestTimeout = TimeSpan.FromMinutes(1) };
        options.AttachTo.Add(new Uri("/relative", UriKind.Relative));

        var error = Assert.Throws<ConfigurationException>(() => new TandemClient(options));

        Assert.Equal("misconfigured", error.Code);
        Assert.All(["BaseAddress", "BasePath", "AttachTo", "RequestTimeout"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }
}
