using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>What happens to tokens when the account behind them changes. C9, D6, I2, V10.</summary>
[Trait("requirement", "C9")]
public sealed class AccountChangeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    [Trait("requirement", "D6")]
    public async Task A_disabled_accounts_tokens_are_refused_at_once()
    {
        var signedIn = await host.SignInAsync();

        await host.Get<AccountService>().DisableAsync(await AccountAsync(signedIn), Caller.Local, CancellationToken.None);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_invalid");
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    [Trait("requirement", "D6")]
    public async Task Enabling_an_account_again_revives_none_of_its_sessions()
    {
        var signedIn = await host.SignInAsync();
        var account = await AccountAsync(signedIn);
        var service = host.Get<AccountService>();
        await service.DisableAsync(account, Caller.Local, CancellationToken.None);

        await service.EnableAsync(account, Caller.Local, CancellationToken.None);

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "session_revoked");
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_invalid");
        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "I2")]
    public async Task New_roles_are_in_the_next_refresh_and_the_old_access_token_is_refused_at_once()
    {
        var signedIn = await host.SignInAsync(roles: ["user"]);
        var changed = await host.Get<AccountService>()
            .SetRolesAsync(await AccountAsync(signedIn), ["user", "admin"], Caller.Local, CancellationToken.None);
        Assert.True(changed);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_invalid");
        var refreshed = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        Assert.Equal(["user", "admin"], Roles(refreshed.Claims().GetProperty("roles")));
        Assert.Equal(["user", "admin"], Roles(refreshed.Json.GetProperty("user").GetProperty("roles")));
        (await host.MeAsync(refreshed.AccessToken)).ShouldBe(200);
        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(refreshed.AccessToken).Json(new { name = "a" })))
            .ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "I2")]
    public async Task A_role_taken_away_is_gone_at_once()
    {
        var signedIn = await host.SignInAsync(roles: ["admin"]);
        await host.Get<AccountService>().SetRolesAsync(await AccountAsync(signedIn), ["user"], Caller.Local, CancellationToken.None);
        var request = new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(signedIn.AccessToken).Json(new { name = "a" });

        (await host.SendAsync(request)).ShouldBe(401, "access_token_invalid");

        var refreshed = await host.RefreshAsync(signedIn.RefreshToken);
        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(refreshed.AccessToken))).ShouldBe(403, "forbidden");
    }

    [Fact]
    [Trait("requirement", "K1")]
    public async Task Sign_ins_that_race_a_disabling_leave_nothing_that_works()
    {
        var account = await host.CreateAccountAsync();
        var racing = Enumerable.Range(0, 6).Select(_ => host.LoginAsync(account.Email)).ToList();

        await host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);

        foreach (var answer in await Task.WhenAll(racing))
        {
            answer.ShouldBe(answer.Status == 200 ? 200 : 401, answer.Status == 200 ? null : "invalid_credentials");
            if (answer.Status != 200)
                continue;
            (await host.MeAsync(answer.AccessToken)).ShouldBe(401, "access_token_invalid");
            (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(401, "session_revoked");
        }
    }

    private async Task<Account> AccountAsync(ApiResponse signedIn) =>
        (await host.Get<IAccountStore>().FindAsync(signedIn.Json.GetProperty("user").GetProperty("id").GetGuid(), CancellationToken.None))!;

    private static List<string?> Roles(System.Text.Json.JsonElement roles) => [.. roles.EnumerateArray().Select(role => role.GetString())];
}
