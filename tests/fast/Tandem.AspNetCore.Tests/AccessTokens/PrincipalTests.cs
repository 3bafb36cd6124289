using System.Globalization;
using System.Security.Claims;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.AspNetCore.Tests.AccessTokens;

/// <summary>Who asks, as an application sees it: the same token is verified once, but each request has a principal of its own.</summary>
[Trait("requirement", "V32")]
public sealed class PrincipalTests(PrincipalTests.Fixture fixture) : IClassFixture<PrincipalTests.Fixture>
{
    private const string Path = "/app/visits";

    [Fact]
    public async Task What_an_application_adds_to_the_principal_of_one_request_is_not_in_that_of_the_next()
    {
        var token = (await fixture.Host.SignInAsync()).AccessToken;
        for (var request = 0; request < 3; request++)
            Assert.Equal("1 visit", (await fixture.Host.GetAsync(Path, token)).ShouldBe(200).Body);
    }

    public sealed class Fixture() : HostFixture(new TandemHostSettings
    {
        Services = builder => builder.Services.AddSingleton<IClaimsTransformation, AddsVisit>(),
        Map = app =>
        {
            app.MapTandem();
            app.MapGet(Path, (HttpContext context) =>
                context.User.FindAll("visit").Count().ToString(CultureInfo.InvariantCulture) + " visit").RequireAuthorization();
        },
    });

    // As applications do it, although they should not: it changes what it was given.
    private sealed class AddsVisit : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim("visit", "now"));
            return Task.FromResult(principal);
        }
    }
}
