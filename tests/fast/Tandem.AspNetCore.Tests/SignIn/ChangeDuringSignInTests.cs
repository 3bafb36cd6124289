using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.SignIn;

/// <summary>
/// An account that is changed after its password was judged and before its session is stored. Guards against a sign-in that is answered
/// 200 and whose session is refused ever after.
/// </summary>
[Trait("requirement", "K1")]
public sealed class ChangeDuringSignInTests(ChangeDuringSignInTests.Fixture fixture) : IClassFixture<ChangeDuringSignInTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task New_roles_are_in_the_session_that_is_handed_out()
    {
        var account = await host.CreateAccountAsync();
        host.Get<FailingSessionStore>().BeforeInsert = () => host.Get<AccountService>().SetRolesAsync(account, ["admin"], Caller.Local, default);

        var signedIn = (await host.LoginAsync(account.Email)).ShouldBe(200);

        Assert.Equal("admin", signedIn.Claims().GetProperty("roles")[0].GetString());
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_disabled_account_is_refused()
    {
        var account = await host.CreateAccountAsync();
        host.Get<FailingSessionStore>().BeforeInsert = () => host.Get<AccountService>().DisableAsync(account, Caller.Local, default);

        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
    }

    public sealed class Fixture() : HostFixture(new TandemHostSettings { Services = FailingSessionStore.AddTo });
}
