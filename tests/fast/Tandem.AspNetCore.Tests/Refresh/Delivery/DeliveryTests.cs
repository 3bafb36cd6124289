using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Refresh.Delivery;

/// <summary>Refresh tokens in bodies, for clients without cookies, where the configuration allows it.</summary>
public sealed class DeliveryTests(DeliveryTests.Fixture fixture) : IClassFixture<DeliveryTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_body_session_gets_its_token_in_the_body_and_never_a_cookie()
    {
        var signedIn = await host.SignInAsync(delivery: "body");
        Assert.Equal(116, signedIn.BodyRefreshToken!.Length);
        Assert.Empty(signedIn.SetCookies);

        var refreshed = (await host.RefreshByBodyAsync(signedIn.BodyRefreshToken)).ShouldBe(200);

        Assert.NotNull(refreshed.BodyRefreshToken);
        Assert.Empty(refreshed.SetCookies);
    }

    [Fact]
    public async Task A_body_session_presented_in_a_cookie_still_gets_no_cookie()
    {
        var signedIn = await host.SignInAsync(delivery: "body");

        var refreshed = (await host.RefreshAsync(signedIn.BodyRefreshToken)).ShouldBe(200);

        Assert.Empty(refreshed.SetCookies);
        Assert.NotNull(refreshed.BodyRefreshToken);
    }

    [Fact]
    public async Task A_cookie_session_gets_its_token_in_a_cookie_only()
    {
        var signedIn = await host.SignInAsync(delivery: "cookie");

        Assert.Null(signedIn.BodyRefreshToken);
        Assert.NotNull(signedIn.RefreshCookie);
    }

    [Fact]
    public async Task Both_hands_out_the_same_token_twice_through_all_refreshes()
    {
        var answer = await host.SignInAsync(delivery: "both");
        for (var refresh = 0; refresh < 3; refresh++)
        {
            Assert.Equal(answer.RefreshCookie!.Value, answer.BodyRefreshToken);
            host.Time.Advance(TimeSpan.FromMinutes(2));
            answer = (await (refresh % 2 == 0 ? host.RefreshAsync(answer.RefreshToken) : host.RefreshByBodyAsync(answer.RefreshToken!)))
                .ShouldBe(200);
        }
    }

    [Fact]
    public async Task Without_a_wish_the_first_configured_delivery_is_used()
    {
        var signedIn = await host.SignInAsync();

        Assert.NotNull(signedIn.RefreshCookie);
        Assert.Null(signedIn.BodyRefreshToken);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("both")]
    [InlineData("Cookie")]
    [InlineData("COOKIE")]
    [InlineData("header")]
    [InlineData("")]
    public async Task A_delivery_that_is_not_allowed_is_a_failed_validation(string delivery)
    {
        await using var cookiesOnly = await TandemHost.StartAsync();
        var account = await cookiesOnly.CreateAccountAsync();

        var answer = (await cookiesOnly.LoginAsync(account.Email, delivery: delivery)).ShouldBe(400, "validation_failed");

        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("delivery", out _));
        Assert.Empty(answer.SetCookies);
        Assert.Empty(await cookiesOnly.EventsAsync<LoginSucceeded>());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData(null)]
    public async Task A_refresh_accepts_json_that_calls_itself_plain_text_or_nothing(string? contentType)
    {
        var signedIn = await host.SignInAsync(delivery: "body");
        var body = $$"""{"refreshToken":"{{signedIn.RefreshToken}}"}""";

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Body(body, contentType))).ShouldBe(200);
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Body(body, contentType))).ShouldBe(204);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    public async Task A_refresh_does_not_accept_other_content_types(string contentType)
    {
        var signedIn = await host.SignInAsync(delivery: "body");
        var body = $$"""{"refreshToken":"{{signedIn.RefreshToken}}"}""";

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Body(body, contentType))).ShouldBe(415, "unsupported_media_type");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Body(body, contentType))).ShouldBe(415, "unsupported_media_type");
        (await host.RefreshByBodyAsync(signedIn.RefreshToken!)).ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"refreshToken":null}""")]
    [InlineData("""{"refreshToken":""}""")]
    public async Task An_empty_body_leaves_the_cookie_to_speak(string body)
    {
        var signedIn = await host.SignInAsync(delivery: "cookie");

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Body(body))).ShouldBe(200);
    }

    public sealed class Fixture() : HostFixture(
        [("RefreshToken:Delivery:0", "cookie"), ("RefreshToken:Delivery:1", "body"), ("RefreshToken:Delivery:2", "both")]);
}
