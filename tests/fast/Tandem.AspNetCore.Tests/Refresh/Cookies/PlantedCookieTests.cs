using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>
/// What another host of the domain can plant never decides beside what this deployment set: every pair of one that is set and a weaker one.
/// </summary>
[Trait("requirement", "D10")]
public sealed class PlantedCookieTests
{
    private static readonly (string, string) Https = ("PublicUrl", "https://app.example.com");

    // As a deployment sets it, and everything that may come beside it.
    private static readonly Dictionary<string, (string Key, string Value)[]> Deployments = new()
    {
        ["__Host-refreshToken"] = [Https],
        ["__Secure-refreshToken"] = [Https, ("RefreshToken:Cookie:Domain", "example.com")],
        ["refreshToken"] = [Https, ("RefreshToken:Cookie:Name", "refreshToken")],
    };

    public static TheoryData<string, string> Pairs { get; } =
    [
        .. from set in Deployments.Keys
           from planted in Deployments.Keys.Append("body")
           where planted != set
           select (set, planted),
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_refresh_is_decided_by_what_was_set(string set, string planted)
    {
        await using var host = await StartAsync(set);
        var victim = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var thief = await host.SignInAsync();

        foreach (var isFirst in new[] { true, false })
        {
            var answer = (await SendAsync(host, "refresh", (set, victim), (planted, thief), isFirst)).ShouldBe(200);

            Assert.Equal(victim.SessionId, answer.SessionId);
            Assert.All(answer.SetCookies, cookie => Assert.Equal(set, cookie.Name));
        }

        Assert.Equal(1, (await host.SessionAsync(thief.SessionId)).Rotation.Issued);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Once_what_was_set_is_over_what_was_planted_does_not_take_its_place(string set, string planted)
    {
        await using var host = await StartAsync(set);
        var victim = await host.SignInAsync();
        await host.LogoutAsync(victim.RefreshToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var thief = await host.SignInAsync();

        (await SendAsync(host, "refresh", (set, victim), (planted, thief), plantedFirst: true)).ShouldBe(401, "session_revoked");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Signing_out_ends_what_was_set_and_nothing_else(string set, string planted)
    {
        await using var host = await StartAsync(set);
        var victim = await host.SignInAsync();
        var thief = await host.SignInAsync();

        (await SendAsync(host, "logout", (set, victim), (planted, thief), plantedFirst: true)).ShouldBe(204);

        Assert.Equal(SessionEnd.SignedOut, (await host.SessionAsync(victim.SessionId)).RevokedBecause);
        Assert.Null((await host.SessionAsync(thief.SessionId)).RevokedBecause);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Alone_a_cookie_of_another_name_is_no_refresh_token(string set, string planted)
    {
        await using var host = await StartAsync(set);
        if (planted == "body")
            return;
        var thief = await host.SignInAsync();

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies($"{planted}={thief.RefreshToken}"))).ShouldBe(401, "refresh_token_missing");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookies($"{planted}={thief.RefreshToken}"))).ShouldBe(204);
        Assert.Null((await host.SessionAsync(thief.SessionId)).RevokedBecause);
    }

    [Fact]
    public async Task A_front_end_of_another_site_is_served_by_its_own_name_alone()
    {
        await using var host = await StartAsync("__Secure-refreshToken", ("Frontends", "https://crm.other.org"));
        const string page = "https://crm.other.org";
        var signedIn = await host.SignInAsync();

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin(page).Cookies($"__Secure-refreshToken={signedIn.RefreshToken}"))).ShouldBe(401, "refresh_token_missing");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin(page).Cookies($"__Host-refreshToken={signedIn.RefreshToken}"))).ShouldBe(200);
    }

    private static Task<TandemHost> StartAsync(string set, params (string, string)[] more) =>
        TandemHost.StartAsync([.. Deployments[set], .. more, ("RefreshToken:Delivery", "cookie,body")]);

    private static Task<ApiResponse> SendAsync(
        TandemHost host, string path, (string Name, ApiResponse Holder) set, (string Name, ApiResponse Holder) planted, bool plantedFirst)
    {
        var request = new ApiRequest("POST", "/api/auth/" + path);
        var genuine = $"{set.Name}={set.Holder.RefreshToken}";
        if (planted.Name == "body")
            return host.SendAsync(request.Cookies(genuine).Json(new { refreshToken = planted.Holder.RefreshToken }));
        var other = $"{planted.Name}={planted.Holder.RefreshToken}";
        return host.SendAsync(request.Cookies(plantedFirst ? $"{other}; {genuine}" : $"{genuine}; {other}"));
    }
}
