using Tandem.Accounts;
using Tandem.Passwords;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Revocation;

/// <summary>
/// What each change does to each kind of token that was handed out before it. One account with two sessions: <c>one</c>, which the change
/// comes from or is about, and <c>two</c>. C9, D6, I2, V10.
/// </summary>
[Trait("requirement", "C9")]
public sealed class EffectMatrixTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private const string Lives = "200";
    private const string Revoked = "401 session_revoked";
    private const string Changed = "401 access_token_invalid";
    private const string Reused = "401 refresh_token_reused";
    private const string Refused = "401 invalid_credentials";

    private readonly TandemHost host = fixture.Host;

    /// <summary>A row for each change: access tokens of one and two, refresh tokens of one and two, a sign-in with the password.</summary>
    public static TheoryData<Change, string, string, string, string, string> Matrix => new()
    {
        { Change.Nothing, Lives, Lives, Lives, Lives, Lives },
        { Change.SignOut, Revoked, Lives, Revoked, Lives, Lives },
        { Change.SignOutEverywhere, Revoked, Revoked, Revoked, Revoked, Lives },
        { Change.EndedFromTheOther, Revoked, Lives, Revoked, Lives, Lives },
        { Change.Theft, Revoked, Lives, Reused, Lives, Lives },
        { Change.Disabled, Changed, Changed, Revoked, Revoked, Refused },
        { Change.DisabledAndEnabled, Changed, Changed, Revoked, Revoked, Lives },
        { Change.Roles, Changed, Changed, Lives, Lives, Lives },
        { Change.PasswordByOwner, Changed, Changed, Lives, Revoked, Refused },
        { Change.PasswordReset, Changed, Changed, Revoked, Revoked, Refused },
        // Whoever knows an address can bring a lock about: it must not sign its owner out.
        { Change.LockedByWrongPasswords, Lives, Lives, Lives, Lives, Refused },
        { Change.LockedAndUnlocked, Lives, Lives, Lives, Lives, Lives },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public Task Every_token_of_before_is_judged_as_the_change_wants_it(
        Change change, string accessOfOne, string accessOfTwo, string refreshOfOne, string refreshOfTwo, string signIn) =>
        JudgeAsync(change, (accessOfOne, accessOfTwo, refreshOfOne, refreshOfTwo, signIn), presentedBefore: false);

    /// <summary>That a token was verified before the change, and is remembered, helps nobody.</summary>
    [Theory]
    [MemberData(nameof(Matrix))]
    public Task An_access_token_that_was_in_use_before_the_change_is_judged_no_differently(
        Change change, string accessOfOne, string accessOfTwo, string refreshOfOne, string refreshOfTwo, string signIn) =>
        JudgeAsync(change, (accessOfOne, accessOfTwo, refreshOfOne, refreshOfTwo, signIn), presentedBefore: true);

    [Fact]
    public void Every_change_has_its_row() =>
        Assert.Equal(Enum.GetValues<Change>().Order(), Matrix.Select(row => row.Data.Item1).Order());

    private async Task JudgeAsync(Change change, (string, string, string, string, string) expected, bool presentedBefore)
    {
        var account = await host.CreateAccountAsync();
        var one = await host.LoginAsync(account.Email);
        var two = await host.LoginAsync(account.Email);
        if (presentedBefore)
        {
            (await host.MeAsync(one.AccessToken)).ShouldBe(200);
            (await host.MeAsync(two.AccessToken)).ShouldBe(200);
        }

        await ApplyAsync(change, account, one, two);

        Assert.Equal(
            expected,
            (await SeenAsync(host.MeAsync(one.AccessToken)), await SeenAsync(host.MeAsync(two.AccessToken)),
                await SeenAsync(host.RefreshAsync(one.RefreshToken)), await SeenAsync(host.RefreshAsync(two.RefreshToken)),
                await SeenAsync(host.LoginAsync(account.Email))));
    }

    private async Task ApplyAsync(Change change, Account account, ApiResponse one, ApiResponse two)
    {
        var accounts = host.Get<AccountService>();
        switch (change)
        {
            case Change.SignOut:
                (await host.LogoutAsync(one.RefreshToken)).ShouldBe(204);
                break;
            case Change.SignOutEverywhere:
                (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(one.AccessToken))).ShouldBe(204);
                break;
            case Change.EndedFromTheOther:
                (await host.SendAsync(new ApiRequest("DELETE", $"/api/auth/sessions/{one.SessionId}").Bearer(two.AccessToken))).ShouldBe(204);
                break;
            case Change.Theft:
                await StealAsync(one);
                break;
            case Change.Disabled:
                await accounts.DisableAsync(account, Caller.Local, CancellationToken.None);
                break;
            case Change.DisabledAndEnabled:
                await accounts.DisableAsync(account, Caller.Local, CancellationToken.None);
                await accounts.EnableAsync(account, Caller.Local, CancellationToken.None);
                break;
            case Change.Roles:
                await accounts.SetRolesAsync(account, ["admin"], Caller.Local, CancellationToken.None);
                break;
            case Change.PasswordByOwner:
                (await host.SendAsync(new ApiRequest("POST", "/api/auth/password/change").Bearer(one.AccessToken).Json(
                    new { currentPassword = TestAccounts.Password, newPassword = "another horse battery staple" }))).ShouldBe(204);
                break;
            case Change.PasswordReset:
                await host.Get<PasswordService>().ResetAsync(account, "another horse battery staple"u8.ToArray(), Caller.Local, CancellationToken.None);
                break;
            case Change.LockedByWrongPasswords:
                await LockAsync(account);
                break;
            case Change.LockedAndUnlocked:
                await LockAsync(account);
                await accounts.UnlockAsync(account, Caller.Local, CancellationToken.None);
                break;
        }
    }

    // The first token again, two generations later.
    private async Task StealAsync(ApiResponse one)
    {
        var refreshed = await host.RefreshAsync(one.RefreshToken);
        host.Time.Advance(TimeSpan.FromSeconds(61));
        await host.RefreshAsync(refreshed.RefreshToken);
        (await host.RefreshAsync(one.RefreshToken)).ShouldBe(401, "refresh_token_reused");
    }

    private async Task LockAsync(Account account)
    {
        for (var attempt = 0; attempt < 5; attempt++)
            (await host.LoginAsync(account.Email, "wrong wrong wrong")).ShouldBe(401, "invalid_credentials");
    }

    private static async Task<string> SeenAsync(Task<ApiResponse> answering)
    {
        var answer = await answering;
        return answer.Code is { } code ? $"{answer.Status} {code}" : $"{answer.Status}";
    }

    /// <summary>What happens between handing tokens out and presenting them.</summary>
    public enum Change
    {
        Nothing, SignOut, SignOutEverywhere, EndedFromTheOther, Theft, Disabled, DisabledAndEnabled, Roles, PasswordByOwner, PasswordReset,
        LockedByWrongPasswords, LockedAndUnlocked,
    }
}
