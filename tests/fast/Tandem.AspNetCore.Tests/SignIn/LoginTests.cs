using System.Buffers.Text;
using System.Text;

using Tandem.Accounts;
using Tandem.Passwords;
using Tandem.Sessions;
using Tandem.SignIn;

namespace Tandem.AspNetCore.Tests.SignIn;

/// <summary>What a sign-in answers and records. B7, C1, J1.</summary>
public sealed class LoginTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_answer_has_the_members_of_the_contract_and_no_others()
    {
        var account = await host.CreateAccountAsync(roles: ["user", "editor"]);

        var answer = (await host.LoginAsync(account.Email)).ShouldBe(200).Json;

        Assert.Equal(
            ["accessToken", "tokenType", "expiresIn", "refreshExpiresIn", "user", "session", "serverTime"],
            answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bearer", answer.GetProperty("tokenType").GetString());
        var user = answer.GetProperty("user");
        Assert.Equal(["id", "email", "emailVerified", "roles"], user.EnumerateObject().Select(member => member.Name));
        Assert.Equal(account.Id, user.GetProperty("id").GetGuid());
        Assert.Equal(
            ["id", "generation", "createdAt", "expiresAt"], answer.GetProperty("session").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    [Trait("requirement", "C1")]
    public async Task The_access_token_has_the_header_and_claims_of_the_contract_and_no_others()
    {
        var account = await host.CreateAccountAsync(roles: ["user", "editor"]);

        var signedIn = await host.LoginAsync(account.Email);

        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(signedIn.AccessToken.Split('.')[0]));
        Assert.Matches("""^\{"alg":"ES256","typ":"at\+jwt","kid":"[\w-]+"\}$""", header);
        var claims = signedIn.Claims();
        Assert.Equal(
            ["amr", "aud", "auth_time", "client_id", "epoch", "exp", "gen", "iat", "iss", "jti", "roles", "sid", "sub"],
            claims.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal(host.Origin, claims.GetProperty("iss").GetString());
        Assert.Equal(host.Origin, claims.GetProperty("aud").GetString());
        Assert.Equal("tandem", claims.GetProperty("client_id").GetString());
        Assert.Equal("""["pwd"]""", claims.GetProperty("amr").GetRawText());
        Assert.Equal(account.Id, claims.GetProperty("sub").GetGuid());
        Assert.Equal(signedIn.SessionId, claims.GetProperty("sid").GetGuid());
        Assert.Equal(host.Time.GetUtcNow().Second(), claims.GetProperty("auth_time").GetInt64());
    }

    [Fact]
    public async Task A_refresh_keeps_the_time_and_the_method_of_the_sign_in()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromHours(3));

        var refreshed = await host.RefreshAsync(signedIn.RefreshToken);

        Assert.Equal(signedIn.Claims().GetProperty("auth_time").GetInt64(), refreshed.Claims().GetProperty("auth_time").GetInt64());
        Assert.Equal("""["pwd"]""", refreshed.Claims().GetProperty("amr").GetRawText());
        Assert.NotEqual(signedIn.Claims().GetProperty("jti").GetString(), refreshed.Claims().GetProperty("jti").GetString());
    }

    [Fact]
    public async Task An_address_is_in_the_token_and_an_audience_of_its_own_only_where_configured()
    {
        await using var configured = await TandemHost.StartAsync([("AccessToken:Claims", "email"), ("AccessToken:Audience", "crm-api")]);
        var account = await configured.CreateAccountAsync();

        var signedIn = await configured.LoginAsync(account.Email);

        Assert.Equal(account.Email, signedIn.Claims().GetProperty("email").GetString());
        Assert.Equal("crm-api", signedIn.Claims().GetProperty("aud").GetString());
        (await configured.MeAsync(signedIn.AccessToken)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "J1")]
    public async Task A_sign_in_and_a_refusal_are_one_event_each_with_the_requests_id_and_origin()
    {
        var account = await host.CreateAccountAsync();

        var refused = await host.LoginAsync(account.Email, "wrong wrong wrong");
        var signedIn = await host.LoginAsync(account.Email);

        var failure = Assert.Single(await host.EventsAsync<LoginFailed>(), failed => failed.AccountId == account.Id);
        var success = Assert.Single(await host.EventsAsync<LoginSucceeded>(signedIn.SessionId));
        Assert.Equal(refused.Header("X-Request-Id"), failure.Context.RequestId);
        Assert.Equal(signedIn.Header("X-Request-Id"), success.Context.RequestId);
        Assert.Equal("127.0.0.1", success.Context.Address);
        Assert.Equal(host.Time.GetUtcNow(), success.At);
    }

    [Fact]
    public async Task Whoami_tells_what_is_stored_now()
    {
        var account = await host.CreateAccountAsync(roles: ["user"]);
        var signedIn = await host.LoginAsync(account.Email);

        var me = (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200).Json;

        Assert.Equal(account.Id, me.GetProperty("id").GetGuid());
        Assert.Equal(account.Email, me.GetProperty("email").GetString());
        Assert.True(me.GetProperty("emailVerified").GetBoolean());
        Assert.Equal("""["user"]""", me.GetProperty("roles").GetRawText());
    }

    [Fact]
    [Trait("requirement", "A6")]
    public async Task A_password_hashed_by_a_weaker_algorithm_is_hashed_again_at_the_next_sign_in_and_sessions_go_on()
    {
        await using var raised = await TandemHost.StartAsync([("Passwords:Algorithm", "pbkdf2")]);
        const string password = "a password hashed twice";
        var account = await raised.CreateAccountAsync(password: password);
        var before = (await raised.LoginAsync(account.Email, password)).ShouldBe(200);
        Assert.Equal(["pbkdf2-sha512"], await raised.Get<IAccountStore>().PasswordAlgorithmsAsync(CancellationToken.None));

        await raised.RestartAsync(("Passwords:Algorithm", "argon2id"));
        (await raised.LoginAsync(account.Email, password)).ShouldBe(200);

        Assert.Equal(["argon2id"], await raised.Get<IAccountStore>().PasswordAlgorithmsAsync(CancellationToken.None));
        Assert.Single(await raised.EventsAsync<PasswordRehashed>());
        (await raised.LoginAsync(account.Email, password)).ShouldBe(200);
        (await raised.RefreshAsync(before.RefreshToken)).ShouldBe(200);
    }
}
