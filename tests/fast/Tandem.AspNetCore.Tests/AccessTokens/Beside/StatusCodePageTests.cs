using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.AccessTokens;

namespace Tandem.AspNetCore.Tests.AccessTokens.Beside;

/// <summary>An application with pages for its empty errors: what Tandem's scheme refuses is answered by then, and clients can read it.</summary>
public sealed class StatusCodePageTests(StatusCodePageTests.Fixture fixture) : IClassFixture<StatusCodePageTests.Fixture>
{
    [Theory]
    [InlineData("/bare")]
    [InlineData("/policy")]
    [InlineData("/scheme")]
    [InlineData("/role")]
    public async Task What_tandem_refuses_is_no_page_of_the_applications(string path)
    {
        (await fixture.Host.SendAsync(new ApiRequest("GET", path))).ShouldBe(401, "access_token_missing");
        (await fixture.Host.SendAsync(new ApiRequest("GET", path).Bearer("x.y.z"))).ShouldBe(401, "access_token_invalid");
    }

    [Fact]
    public async Task What_a_role_is_wanted_for_is_none_either()
    {
        var signedIn = await fixture.Host.SignInAsync();

        (await fixture.Host.SendAsync(new ApiRequest("GET", "/role").Bearer(signedIn.AccessToken))).ShouldBe(403, "forbidden");
    }

    [Fact]
    public async Task An_empty_error_of_the_application_is() =>
        Assert.Contains("Status Code: 404", (await fixture.Host.SendAsync(new ApiRequest("GET", "/empty"))).Body, StringComparison.Ordinal);

    public sealed class Fixture() : HostFixture(new TandemHostSettings
    {
        Map = app =>
        {
            app.MapTandem();
            app.UseStatusCodePages();
            // Behind its pages, so that what it refuses gets one.
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/empty", () => Results.NotFound());
            app.MapGet("/bare", () => "in").RequireAuthorization();
            app.MapGet("/policy", () => "in").RequireAuthorization(TandemBearer.Policy);
            app.MapGet("/scheme", () => "in").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = TandemBearer.Scheme });
            app.MapGet("/role", () => "in").RequireRole("admin");
        },
    });
}
