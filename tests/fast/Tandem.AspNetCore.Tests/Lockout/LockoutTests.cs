using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Passwords;
using Tandem.Processes.Testing;
using Tandem.SecurityEvents;
using Tandem.SignIn;

namespace Tandem.AspNetCore.Tests.Lockout;

/// <summary>Five wrong passwords, exactly, and then none is looked at for a while. A8, A9, V1, V3.</summary>
[Trait("requirement", "A8")]
public sealed class LockoutTests(LockoutTests.Fixture fixture) : IClassFixture<LockoutTests.Fixture>
{
    private const string Wrong = "wrong wrong wrong";
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);
    private readonly TandemHost host = fixture.Host;

    [Fact]
    [Trait("requirement", "V1")]
    public async Task Of_two_hundred_parallel_guesses_exactly_five_are_evaluated()
    {
        var account = await host.CreateAccountAsync();
        var before = host.Get<PasswordHasher>().Evaluations;

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(guess => host.LoginAsync(account.Email, $"wrong guess {guess}")));

        Assert.Equal(5, host.Get<PasswordHasher>().Evaluations - before);
        Assert.Equal(5, (await FailuresAsync(account)).Count(failed => failed.Reason is LoginFailure.WrongPassword));
        Assert.Single(await host.EventsAsync<AccountLocked>(), locked => locked.AccountId == account.Id);
        Assert.All(
            answers, answer => answer.ShouldBe(answer.Status == 503 ? 503 : 401, answer.Status == 503 ? "busy" : "invalid_credentials"));
        Assert.All(answers.Where(answer => answer.Status == 503), answer => Assert.Equal("1", answer.Header("Retry-After")));
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
    }

    [Fact]
    public async Task The_right_password_is_refused_while_the_account_is_locked()
    {
        var account = await LockedAccountAsync();

        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");

        Assert.Equal(LoginFailure.Locked, (await FailuresAsync(account))[^1].Reason);
    }

    [Fact]
    public async Task A_right_password_that_ends_in_a_fault_of_the_server_is_not_counted()
    {
        await using var broken = await TandemHost.StartAsync(new TandemHostSettings { Services = FailingSessionStore.AddTo });
        var account = await broken.CreateAccountAsync();
        broken.Get<FailingSessionStore>().Away = true;
        for (var fault = 0; fault < 6; fault++)
            (await broken.LoginAsync(account.Email)).ShouldBe(503, "storage_unavailable");

        broken.Get<FailingSessionStore>().Away = false;
        for (var guess = 0; guess < 4; guess++)
            (await broken.LoginAsync(account.Email, Wrong)).ShouldBe(401, "invalid_credentials");

        (await broken.LoginAsync(account.Email)).ShouldBe(200);
    }

    // A8: or whoever can make a write fail could guess on.
    [Fact]
    public async Task A_wrong_password_stays_counted_where_its_refusal_cannot_be_written()
    {
        await using var broken = await TandemHost.StartAsync(new TandemHostSettings { Services = UnwrittenRefusals.AddTo });
        var account = await broken.CreateAccountAsync();
        for (var guess = 0; guess < 5; guess++)
            (await broken.LoginAsync(account.Email, Wrong)).ShouldBe(503, "storage_unavailable");

        broken.Get<UnwrittenRefusals>().Away = false;
        var before = broken.Get<PasswordHasher>().Evaluations;
        (await broken.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");

        Assert.Equal(before, broken.Get<PasswordHasher>().Evaluations);
    }

    [Fact]
    public async Task Four_wrong_passwords_do_not_lock()
    {
        var account = await host.CreateAccountAsync();
        await FailAsync(account.Email, 4);

        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    public async Task A_lock_ends_to_the_millisecond_and_attempts_meanwhile_do_not_extend_it()
    {
        var account = await LockedAccountAsync();
        var lockedAt = host.Time.GetUtcNow();
        for (var minute = 1; minute < 15; minute += 4)
        {
            host.Time.MoveTo(lockedAt + TimeSpan.FromMinutes(minute));
            await FailAsync(account.Email, 3);
        }

        host.Time.MoveTo(lockedAt + Duration - TimeSpan.FromMilliseconds(1));
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
        host.Time.MoveTo(lockedAt + Duration);

        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    public async Task After_a_lock_there_are_five_attempts_again()
    {
        var account = await LockedAccountAsync();
        host.Time.Advance(Duration);
        await FailAsync(account.Email, 4);

        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        var account = await host.CreateAccountAsync();
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(account.Email, 4);
            (await host.LoginAsync(account.Email)).ShouldBe(200);
        }
    }

    [Fact]
    public async Task Failures_are_forgotten_a_window_after_the_first()
    {
        var account = await host.CreateAccountAsync();
        await FailAsync(account.Email, 4);
        host.Time.Advance(TimeSpan.FromMinutes(15));
        await FailAsync(account.Email, 4);

        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "V3")]
    public async Task An_addresses_spellings_share_one_counter()
    {
        var account = await host.CreateAccountAsync($"Mixed.{Guid.NewGuid():N}@Example.com");
        await FailAsync(account.Email.ToUpperInvariant(), 1);
        await FailAsync(account.Email.ToLowerInvariant(), 1);
        await FailAsync($"  {account.Email} ", 1);
        await FailAsync(account.Email, 2);

        foreach (var spelling in new[] { account.Email, account.Email.ToUpperInvariant(), account.Email.ToLowerInvariant() })
            (await host.LoginAsync(spelling)).ShouldBe(401, "invalid_credentials");
        host.Time.Advance(Duration);
        (await host.LoginAsync(account.Email.ToUpperInvariant())).ShouldBe(200);
    }

    [Fact]
    public async Task A_lock_and_a_count_survive_a_restart()
    {
        var locked = await LockedAccountAsync();
        var counted = await host.CreateAccountAsync();
        await FailAsync(counted.Email, 4);

        await host.RestartAsync();

        (await host.LoginAsync(locked.Email)).ShouldBe(401, "invalid_credentials");
        await FailAsync(counted.Email, 1);
        (await host.LoginAsync(counted.Email)).ShouldBe(401, "invalid_credentials");
    }

    [Fact]
    public async Task A_lock_leaves_the_sessions_that_are_there_alone()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        await FailAsync(account.Email, 6);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task An_administrator_can_lift_a_lock()
    {
        var account = await LockedAccountAsync();

        Assert.True(await host.Get<AccountService>().UnlockAsync(account, Caller.Local, CancellationToken.None));

        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    public async Task Parallel_right_passwords_are_not_failures()
    {
        var account = await host.CreateAccountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.LoginAsync(account.Email)));

        Assert.True(answers.Count(answer => answer.Status == 200) >= 5);
        Assert.DoesNotContain(await host.EventsAsync<AccountLocked>(), locked => locked.AccountId == account.Id);
        (await host.LoginAsync(account.Email)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "V1")]
    public async Task Callers_that_hang_up_are_counted_like_those_that_wait()
    {
        var account = await host.CreateAccountAsync();
        var before = host.Get<PasswordHasher>().Evaluations;

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(milliseconds => HangUpAsync(account.Email, TimeSpan.FromMilliseconds(milliseconds))));

        await FailAsync(account.Email, 6);
        await Eventually.IsTrueAsync(async () => (await FailuresAsync(account)).Count(failed => failed.Reason is LoginFailure.WrongPassword) >= 5);
        Assert.Equal(5, host.Get<PasswordHasher>().Evaluations - before);
        Assert.Empty(host.Logs.With(" Critical "));
    }

    private async Task HangUpAsync(string email, TimeSpan after)
    {
        using var hangUp = new CancellationTokenSource(after);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login");
        message.Content = new StringContent($$"""{"email":"{{email}}","password":"{{Wrong}}"}""", null, "application/json");
        try
        {
            (await host.Http.SendAsync(message, hangUp.Token)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // As meant; a quick answer is as good.
        }
    }

    private async Task<Account> LockedAccountAsync()
    {
        var account = await host.CreateAccountAsync();
        await FailAsync(account.Email, 5);
        return account;
    }

    private async Task FailAsync(string email, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
            (await host.LoginAsync(email, Wrong)).ShouldBe(401, "invalid_credentials");
    }

    private async Task<List<LoginFailed>> FailuresAsync(Account account) =>
        [.. (await host.EventsAsync<LoginFailed>()).Where(failed => failed.AccountId == account.Id)];

    public sealed class Fixture() : HostFixture([("Passwords:MaxConcurrentHashes", "4")]);
}
