using Tandem.MasterKeys;

namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>Name and attributes of the refresh cookie follow from where the application is reached. D8.</summary>
[Trait("requirement", "D8")]
public sealed class CookieFormTests
{
    public static TheoryData<string, string, string, (string, string)[]> Deployments => new()
    {
        { "plain HTTP on loopback", "refreshToken-", "Path=/; HttpOnly; SameSite=Lax", [] },
        {
            "HTTPS", "__Host-refreshToken", "Path=/; Secure; HttpOnly; SameSite=Lax",
            [("PublicUrl", "https://auth.example.com")]
        },
        {
            "HTTPS, Strict", "__Host-refreshToken", "Path=/; Secure; HttpOnly; SameSite=Strict",
            [("PublicUrl", "https://auth.example.com"), ("RefreshToken:Cookie:SameSite", "Strict")]
        },
        {
            "HTTPS with a domain", "__Secure-refreshToken", "Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax",
            [("PublicUrl", "https://auth.example.com"), ("RefreshToken:Cookie:Domain", "example.com")]
        },
        {
            "HTTPS with a path", "__Secure-refreshToken", "Path=/api/auth; Secure; HttpOnly; SameSite=Lax",
            [("PublicUrl", "https://auth.example.com"), ("RefreshToken:Cookie:Path", "/api/auth")]
        },
        {
            "HTTPS on loopback", "__Host-refreshToken", "Path=/; Secure; HttpOnly; SameSite=Lax",
            [("PublicUrl", "https://localhost:5001")]
        },
        {
            "HTTPS, a name of its own choice", "__Secure-refreshToken", "Path=/; Secure; HttpOnly; SameSite=Lax",
            [("PublicUrl", "https://auth.example.com"), ("RefreshToken:Cookie:Name", "__Secure-refreshToken")]
        },
    };

    [Theory]
    [MemberData(nameof(Deployments))]
    public async Task The_cookie_has_the_form_of_its_deployment(
        string deployment, string name, string form, (string, string)[] configuration)
    {
        await using var host = await TandemHost.StartAsync(configuration);

        if (name == "refreshToken-")
            name += host.Get<Installation>().CookieSuffix;

        var signedIn = await host.SignInAsync();
        var refreshed = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies($"{name}={signedIn.RefreshToken}"));

        foreach (var answer in new[] { signedIn, refreshed })
        {
            var cookie = Assert.Single(answer.SetCookies);
            Assert.True(name == cookie.Name && form == cookie.Form, $"{deployment}: {cookie.Text}");
            Assert.True(cookie.Text.Length <= 4096);
        }
    }

    [Fact]
    public async Task In_cookie_delivery_no_body_ever_holds_the_refresh_token()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        var refreshed = await host.RefreshAsync(signedIn.RefreshToken);
        var sessions = await host.GetAsync("/api/auth/sessions", refreshed.AccessToken);
        var me = await host.MeAsync(refreshed.AccessToken);

        foreach (var answer in new[] { signedIn, refreshed, sessions, me })
        {
            Assert.DoesNotContain(signedIn.RefreshToken!, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(refreshed.RefreshToken!, answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("\"refreshToken\"", answer.Body, StringComparison.Ordinal);
        }
    }
}
