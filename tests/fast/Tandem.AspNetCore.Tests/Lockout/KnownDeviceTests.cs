using Tandem.Accounts;
using Tandem.Lockout;

namespace Tandem.AspNetCore.Tests.Lockout;

/// <summary>Whoever guesses passwords from elsewhere does not lock a device out that was signed in before. A8, V5.</summary>
[Trait("requirement", "V5")]
public sealed class KnownDeviceTests(KnownDeviceTests.Fixture fixture) : IClassFixture<KnownDeviceTests.Fixture>
{
    private const string Wrong = "wrong wrong wrong";
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_token_of_the_account_lets_its_device_in_while_the_address_is_locked(bool inCookie, bool ended)
    {
        var account = await host.CreateAccountAsync();
        var known = (await host.LoginAsync(account.Email)).ShouldBe(200);
        if (ended)
            await host.LogoutAsync(known.RefreshToken);
        await LockAsync(account);
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");

        (await LoginAsync(account, TestAccounts.Password, known.RefreshToken!, inCookie)).ShouldBe(200);
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
    }

    [Fact]
    public async Task An_expired_token_says_the_same_as_long_as_its_session_is_remembered()
    {
        var account = await host.CreateAccountAsync();
        var known = (await host.LoginAsync(account.Email)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromDays(7));
        await LockAsync(account);

        (await LoginAsync(account, TestAccounts.Password, known.RefreshToken!)).ShouldBe(200);
    }

    [Fact]
    public async Task Wrong_passwords_of_a_known_device_are_counted_and_lock_that_device_only()
    {
        var account = await host.CreateAccountAsync();
        var known = (await host.LoginAsync(account.Email)).ShouldBe(200);
        var other = (await host.LoginAsync(account.Email)).ShouldBe(200);
        for (var guess = 0; guess < 5; guess++)
            (await LoginAsync(account, Wrong, known.RefreshToken!)).ShouldBe(401, "invalid_credentials");

        (await LoginAsync(account, TestAccounts.Password, known.RefreshToken!)).ShouldBe(401, "invalid_credentials");
        (await LoginAsync(account, TestAccounts.Password, other.RefreshToken!)).ShouldBe(200);
        (await host.LoginAsync(account.Email)).ShouldBe(200);
        Assert.True(Assert.Single(await host.EventsAsync<AccountLocked>(), locked => locked.AccountId == account.Id).Device);
    }

    [Fact]
    public async Task A_token_of_another_account_or_of_nobody_makes_no_device_known()
    {
        var account = await host.CreateAccountAsync();
        var foreign = await host.SignInAsync();
        var own = (await host.LoginAsync(account.Email)).ShouldBe(200);
        await LockAsync(account);

        var forged = own.RefreshToken![..^1] + (own.RefreshToken[^1] == 'A' ? 'B' : 'A');
        foreach (var token in new[] { foreign.RefreshToken!, forged, "nonsense", "" })
            (await LoginAsync(account, TestAccounts.Password, token)).ShouldBe(401, "invalid_credentials");
    }

    [Fact]
    public async Task A_success_forgets_the_failures_of_the_device()
    {
        var account = await host.CreateAccountAsync();
        var known = (await host.LoginAsync(account.Email)).ShouldBe(200);
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 0; guess < 4; guess++)
                (await LoginAsync(account, Wrong, known.RefreshToken!)).ShouldBe(401, "invalid_credentials");
            (await LoginAsync(account, TestAccounts.Password, known.RefreshToken!)).ShouldBe(200);
        }
    }

    private async Task LockAsync(Account account)
    {
        for (var guess = 0; guess < 5; guess++)
            (await host.LoginAsync(account.Email, Wrong)).ShouldBe(401, "invalid_credentials");
    }

    private Task<ApiResponse> LoginAsync(Account account, string password, string token, bool inCookie = true)
    {
        var request = new ApiRequest("POST", "/api/auth/login");
        return host.SendAsync(inCookie
            ? request.Cookie(token).Json(new { email = account.Email, password })
            : request.Json(new { email = account.Email, password, refreshToken = token }));
    }

    public sealed class Fixture() : HostFixture([("Passwords:MaxConcurrentHashes", "4")]);
}
