using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.Accounts;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

public sealed class AccessTokenIssuerTests
{
    private readonly TokenFixture tokens = new();

    [Fact]
    public void A_token_reads_back_as_it_was_granted()
    {
        var issued = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now);
        var (token, fault) = tokens.Validator.Validate(issued.Value, tokens.Now);
        Assert.Equal(AccessTokenFault.None, fault);
        Assert.NotNull(token);
        Assert.Equal((TokenFixture.Issuer, TokenFixture.Audience, "tandem"), (token.Issuer, token.Audience, token.ClientId));
        Assert.Equal((tokens.Grant.Subject, tokens.Grant.SessionId), (token.Subject, token.SessionId));
        Assert.Equal((7, 3), (token.Generation, token.Epoch));
        Assert.Equal(["user", "admin"], token.Roles);
        Assert.Equal(["pwd", "otp"], token.AuthenticationMethods);
        Assert.Equal(tokens.Grant.AuthenticatedAt, token.AuthenticatedAt);
        Assert.Equal((issued.IssuedAt, issued.ExpiresAt), (token.IssuedAt, token.ExpiresAt));
        Assert.Equal(tokens.Now.AddMinutes(15), issued.ExpiresAt);
        Assert.Null(token.Email);
    }

    [Fact]
    public void Header_and_claims_are_exactly_those_of_the_contract()
    {
        var parts = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now.AddMilliseconds(999)).Value.Split('.');
        var seconds = tokens.Now.ToUnixTimeSeconds();
        Assert.Equal($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{tokens.KeyId}}"}""", Text(parts[0]));
        using var claims = JsonDocument.Parse(Text(parts[1]));
        Assert.Equal(
            ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "gen", "epoch", "roles", "auth_time", "amr"],
            claims.RootElement.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(seconds, claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(seconds + 900, claims.RootElement.GetProperty("exp").GetInt64());
        Assert.Equal(16, Base64Url.DecodeFromChars(claims.RootElement.GetProperty("jti").GetString()).Length);
    }

    [Fact]
    public void The_published_key_set_alone_is_enough_to_verify_it()
    {
        var parts = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value.Split('.');
        using var header = JsonDocument.Parse(Text(parts[0]));
        using var keySet = JsonDocument.Parse(JsonWebKeySet.From(tokens.Current).ToJson());
        var jwk = keySet.RootElement.GetProperty("keys").EnumerateArray()
            .Single(key => key.GetProperty("kid").GetString() == header.RootElement.GetProperty("kid").GetString());
        using var independent = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = Base64Url.DecodeFromChars(jwk.GetProperty("x").GetString()),
                Y = Base64Url.DecodeFromChars(jwk.GetProperty("y").GetString()),
            },
        });
        Assert.True(independent.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public void The_address_is_in_it_only_when_the_settings_ask_for_it()
    {
        var settings = tokens.Settings with { IncludeEmail = true };
        var issuer = new AccessTokenIssuer(settings, tokens, tokens.Random);
        Assert.Equal("ana@example.com", Read(issuer, tokens.Grant).Email);
        Assert.Null(Read(issuer, tokens.Grant with { Email = null }).Email);
        Assert.Null(Read(tokens.AccessTokenIssuer, tokens.Grant).Email);
    }

    [Fact]
    public void Roles_of_any_script_and_with_any_punctuation_survive()
    {
        string[] roles = ["管理者", "a\"b\\c", "<script>+&'", "new\nline\u2028\u0007", "😀", "é", ""];
        Assert.Equal(roles, Read(tokens.AccessTokenIssuer, tokens.Grant with { Roles = roles }).Roles);
        Assert.Empty(Read(tokens.AccessTokenIssuer, tokens.Grant with { Roles = [] }).Roles);
    }

    [Fact]
    public void No_two_tokens_are_alike()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => Read(tokens.AccessTokenIssuer, tokens.Grant).Id);
        Assert.Equal(100, ids.Distinct().Count());
    }

    [Fact]
    public void When_another_key_becomes_active_the_next_token_is_signed_with_it_and_older_ones_stay_good()
    {
        var before = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value;
        var old = tokens.Current;
        tokens.Current = new KeyRing(tokens.Create(SigningKeyState.Active), old.PublicKeys);
        var after = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value;
        Assert.Contains(tokens.KeyId, Text(after.Split('.')[0]), StringComparison.Ordinal);
        Assert.Equal(AccessTokenFault.None, tokens.Validate(before));
        Assert.Equal(AccessTokenFault.None, tokens.Validate(after));
    }

    [Fact]
    public void A_token_does_not_show_itself_in_a_log()
    {
        var issued = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now);
        Assert.DoesNotContain(issued.Value, $"{issued}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_made_at_once_carry_each_callers_own_claims()
    {
        var grant = tokens.Grant;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                var role = new string((char)('a' + thread), 1 + (i * 37 % 900));
                var token = Read(tokens.AccessTokenIssuer, grant with { Generation = (thread * 1000) + i, Roles = [role] });
                Assert.Equal((thread * 1000) + i, token.Generation);
                Assert.Equal([role], token.Roles);
            }
        })));
    }

    [Fact]
    public void A_grant_is_taken_from_session_and_account()
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Email = "a@b.example",
            EmailVerified = true,
            Roles = ["user"],
            Status = AccountStatus.Active,
            Epoch = 9,
            CreatedAt = tokens.Now,
        };
        var session = new Session
        {
            Id = Guid.NewGuid(),
            AccountId = account.Id,
            SessionEpoch = 9,
            SecretHash = [],
            Rotation = RotationState.Initial,
            Persistent = true,
            CreatedAt = tokens.Now,
            AuthenticatedAt = tokens.Now,
            AuthenticationMethods = ["pwd"],
            IdleLifetime = TimeSpan.FromDays(7),
            Delivery = SessionDelivery.Cookie,
            Client = ClientInfo.None,
        };
        Assert.Equal(
            new AccessTokenGrant
            {
                Subject = account.Id,
                SessionId = session.Id,
                Generation = 4,
                Epoch = 9,
                Roles = account.Roles,
                AuthenticatedAt = tokens.Now,
                AuthenticationMethods = session.AuthenticationMethods,
                Email = "a@b.example",
                NotAfter = session.ExpiresAt,
            },
            AccessTokenGrant.For(new StoredSession(session, account), 4));
    }

    [Fact]
    public void A_token_never_outlives_its_session()
    {
        var end = tokens.Now.AddSeconds(90);
        var issued = tokens.AccessTokenIssuer.Issue(tokens.Grant with { NotAfter = end }, tokens.Now);
        Assert.Equal(end.ToUnixTimeSeconds(), issued.ExpiresAt.ToUnixTimeSeconds());
    }

    private AccessToken Read(AccessTokenIssuer issuer, in AccessTokenGrant grant)
    {
        var (token, fault) = tokens.Validator.Validate(issuer.Issue(grant, tokens.Now).Value, tokens.Now);
        Assert.Equal(AccessTokenFault.None, fault);
        return token!;
    }

    private static string Text(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));
}
