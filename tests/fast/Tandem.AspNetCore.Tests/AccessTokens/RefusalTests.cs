using Tandem.Operations;

namespace Tandem.AspNetCore.Tests.AccessTokens;

/// <summary>401 for who is not known, 403 for who may not, and what a client is told of it. C11, I1.</summary>
[Trait("requirement", "C11")]
public sealed class RefusalTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("/api/me")]
    [InlineData("/api/auth/sessions")]
    [InlineData(ApplicationEndpoints.Private)]
    public async Task Without_a_token_the_challenge_names_no_error(string path)
    {
        var answer = (await host.GetAsync(path)).ShouldBe(401, "access_token_missing");

        Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("/api/me")]
    [InlineData("/api/auth/sessions")]
    [InlineData(ApplicationEndpoints.Private)]
    public async Task A_refused_token_is_told_to_be_invalid(string path)
    {
        var revoked = await host.SignInAsync();
        var expired = await host.SignInAsync();
        await host.LogoutAsync(revoked.RefreshToken);
        var cases = new List<(ApiResponse ApiResponse, string Code)>
        {
            (await host.GetAsync(path, "garbage"), "access_token_invalid"),
            (await host.GetAsync(path, revoked.AccessToken), "session_revoked"),
        };
        host.Time.Advance(TimeSpan.FromHours(1));
        cases.Add((await host.GetAsync(path, expired.AccessToken), "access_token_expired"));

        foreach (var (answer, code) in cases)
        {
            answer.ShouldBe(401, code).ShouldBeProblem(path);
            Assert.Matches("^Bearer error=\"invalid_token\", error_description=\"[^\"]+\"$", answer.Header("WWW-Authenticate"));
        }
    }

    [Theory]
    [InlineData("user")]
    [InlineData("Admin")]
    [InlineData("admin ")]
    [InlineData("administrator")]
    [Trait("requirement", "I1")]
    public async Task Without_the_role_it_is_403_and_recorded(string role)
    {
        var signedIn = await host.SignInAsync(roles: [role]);

        var answer = (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(signedIn.AccessToken)))
            .ShouldBe(403, "forbidden");

        Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"));
        answer.ShouldBeProblem(role);
        var denied = Assert.Single(await host.EventsAsync<AccessDenied>(signedIn.SessionId));
        Assert.Equal(("POST", ApplicationEndpoints.Admin), (denied.Method, denied.Path));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("user", "admin")]
    [Trait("requirement", "I1")]
    public async Task With_the_role_it_is_allowed(params string[] roles)
    {
        var signedIn = await host.SignInAsync(roles: roles);

        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(signedIn.AccessToken).Json(new { name = "a" })))
            .ShouldBe(200);
        Assert.Empty(await host.EventsAsync<AccessDenied>(signedIn.SessionId));
    }

    [Fact]
    public async Task The_application_sees_who_is_signed_in()
    {
        var signedIn = await host.SignInAsync();

        var answer = (await host.GetAsync(ApplicationEndpoints.Private, signedIn.AccessToken)).ShouldBe(200);

        Assert.Equal(signedIn.Claims().GetProperty("sub").GetString(), answer.Body);
    }

    [Fact]
    [Trait("requirement", "C2")]
    public async Task A_token_of_another_installation_is_invalid()
    {
        await using var other = await TandemHost.StartAsync();
        var foreign = await other.SignInAsync();

        (await host.MeAsync(foreign.AccessToken)).ShouldBe(401, "access_token_invalid");
    }

    [Fact]
    [Trait("requirement", "C2")]
    public async Task A_token_with_any_part_changed_is_invalid()
    {
        var token = (await host.SignInAsync()).AccessToken;
        for (var at = 0; at < token.Length; at += 7)
        {
            if (token[at] == '.')
                continue;
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            (await host.MeAsync(changed)).ShouldBe(401, "access_token_invalid");
        }

        (await host.MeAsync(token)).ShouldBe(200);
    }
}
