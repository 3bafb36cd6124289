using System.Security.Claims;

using Jose;

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tandem.Programs.Tests.Verifiers;

/// <summary>Libraries for .NET that get the key set from the program; JwtBearer and OpenIddict are in <c>Tandem.Testing.Tests</c>.</summary>
public sealed class DotNetTests(Issuer issuer) : IClassFixture<Issuer>
{
    [Fact]
    public async Task JsonWebTokenHandler_takes_it_and_knows_roles_by_RoleClaimType()
    {
        var byDefault = await SettingsAsync();
        var strict = await SettingsAsync();
        strict.ValidTypes = ["at+jwt"];
        strict.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
        strict.RoleClaimType = "roles";
        strict.ClockSkew = TimeSpan.Zero;
        var handler = new JsonWebTokenHandler();

        Assert.False(new ClaimsPrincipal((await Validated(byDefault, issuer.Good)).ClaimsIdentity).IsInRole("admin"));
        var good = await Validated(strict, issuer.Good);
        Assert.True(good.IsValid, $"{good.Exception}");
        Assert.True(new ClaimsPrincipal(good.ClaimsIdentity).IsInRole("admin"));
        Assert.False((await Validated(strict, issuer.Altered)).IsValid);
        Assert.False((await Validated(strict, issuer.Foreign)).IsValid);
        Assert.IsType<SecurityTokenExpiredException>((await Validated(strict, issuer.Expired)).Exception);
        strict.ValidAudience = "https://orders.example.com";
        Assert.IsType<SecurityTokenInvalidAudienceException>((await Validated(strict, issuer.Good)).Exception);

        Task<TokenValidationResult> Validated(TokenValidationParameters settings, string token) => handler.ValidateTokenAsync(token, settings);
    }

    [Fact]
    public async Task Jose_jwt_checks_the_signature_and_no_claim()
    {
        var keys = JwkSet.FromJson(await issuer.KeysAsync(), JWT.DefaultSettings.JsonMapper);

        Assert.Contains("\"roles\":[\"admin\"]", Decoded(issuer.Good), StringComparison.Ordinal);
        Assert.Contains("\"roles\":[\"admin\"]", Decoded(issuer.Expired), StringComparison.Ordinal);
        Assert.Throws<IntegrityException>(() => Decoded(issuer.Altered));
        Assert.Throws<IntegrityException>(() => Decoded(issuer.Foreign));

        string Decoded(string token)
        {
            var kid = JWT.Headers(token)["kid"];
            return JWT.Decode(token, keys.First(key => Equals(key.KeyId, kid)), JwsAlgorithm.ES256);
        }
    }

    private async Task<TokenValidationParameters> SettingsAsync() => new()
    {
        ValidIssuer = issuer.Url,
        ValidAudience = issuer.Url,
        IssuerSigningKeys = new Microsoft.IdentityModel.Tokens.JsonWebKeySet(await issuer.KeysAsync()).GetSigningKeys(),
    };
}
