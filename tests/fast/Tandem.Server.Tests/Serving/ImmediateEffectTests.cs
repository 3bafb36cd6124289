using System.Net;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

/// <summary>What the command line changes, the running server obeys, access tokens already handed out included.</summary>
public sealed class ImmediateEffectTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    private TestServer Server => served.Server;

    [Fact]
    public async Task Disabling_an_account_ends_its_access_tokens_within_a_second_and_its_sessions()
    {
        await served.Installation.CreateUserAsync("ada@example.com");
        var signedIn = await Server.SignInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.OK, await Server.MeAsync(signedIn.AccessToken));

        await served.Installation.SucceedAsync("users", "disable", "--email", "ada@example.com");

        await Eventually.IsTrueAsync(async () => await Server.MeAsync(signedIn.AccessToken) == HttpStatusCode.Unauthorized, Promised);
        using (var refresh = await Server.RefreshAsync(signedIn.Cookie))
            Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
        using (var login = await Server.LoginAsync("ada@example.com"))
            Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);

        await served.Installation.SucceedAsync("users", "enable", "--email", "ada@example.com");

        using (var refresh = await Server.RefreshAsync(signedIn.Cookie))
            Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Server.MeAsync(signedIn.AccessToken));
        await Server.SignInAsync("ada@example.com");
    }

    [Fact]
    public async Task New_roles_end_access_tokens_with_the_old_ones_within_a_second_and_the_session_goes_on()
    {
        await served.Installation.CreateUserAsync("bea@example.com", "--role", "admin");
        var signedIn = await Server.SignInAsync("bea@example.com");
        Assert.Equal(["admin"], signedIn.Roles);

        await served.Installation.SucceedAsync("users", "set-roles", "--email", "bea@example.com", "--role", "user");

        await Eventually.IsTrueAsync(async () => await Server.MeAsync(signedIn.AccessToken) == HttpStatusCode.Unauthorized, Promised);
        var refreshed = await TestServer.SignedInAsync(await Server.RefreshAsync(signedIn.Cookie));
        Assert.Equal(["user"], refreshed.Roles);
        Assert.Equal(HttpStatusCode.OK, await Server.MeAsync(refreshed.AccessToken));
    }

    [Fact]
    public async Task A_new_password_ends_access_tokens_within_a_second_and_every_session()
    {
        await served.Installation.CreateUserAsync("dora@example.com");
        var signedIn = await Server.SignInAsync("dora@example.com");

        var end = await served.Installation.RunWithInputAsync(
            "another horse battery\n", "users", "set-password", "--email", "dora@example.com", "--password-stdin");
        Assert.Equal("dora@example.com has a new password, and its sessions have ended.\n", end.Output);

        await Eventually.IsTrueAsync(async () => await Server.MeAsync(signedIn.AccessToken) == HttpStatusCode.Unauthorized, Promised);
        using (var refresh = await Server.RefreshAsync(signedIn.Cookie))
            Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
        using (var old = await Server.LoginAsync("dora@example.com"))
            Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await Server.SignInAsync("dora@example.com", "another horse battery");
    }

    [Fact]
    public async Task Unlocking_lifts_the_lock_of_wrong_passwords()
    {
        await served.Installation.CreateUserAsync("cleo@example.com");
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await Server.LoginAsync("cleo@example.com", "a wrong password");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using (var locked = await Server.LoginAsync("cleo@example.com"))
            Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);

        Assert.Equal("cleo@example.com is unlocked.\n", await served.Installation.SucceedAsync("users", "unlock", "--email", "cleo@example.com"));

        await Server.SignInAsync("cleo@example.com");
    }
}
