using System.Reflection;

using Tandem.AccessTokens;
using Tandem.Accounts;
using Tandem.AspNetCore.Accounts;
using Tandem.SecurityEvents;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.Accounts;

/// <summary>Who is signed in: as stored, not as it was when somebody asked last. C9, I2.</summary>
[Trait("requirement", "I2")]
public sealed class MeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_change_of_this_process_shows_with_the_next_access_token()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        Assert.Equal(["user"], Roles(await host.MeAsync(signedIn.AccessToken)));

        await host.Get<AccountService>().SetRolesAsync(account, ["admin"], Caller.Local, CancellationToken.None);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_invalid");
        Assert.Equal(["admin"], Roles(await host.MeAsync((await host.RefreshAsync(signedIn.RefreshToken)).AccessToken)));
    }

    [Fact]
    public async Task A_change_of_another_process_shows_with_the_next_access_token()
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        Assert.Equal(["user"], Roles(await host.MeAsync(signedIn.AccessToken)));

        // Past the services, as another process does it: nobody here is told.
        var reported = new RolesChanged(account.Id, account.Roles, ["admin"]) { At = host.Time.GetUtcNow(), Context = Caller.Local.Context };
        await host.Get<IAccountStore>().SetRolesAsync(account.Id, ["admin"], reported, CancellationToken.None);

        Assert.Equal(["admin"], Roles(await host.MeAsync((await host.RefreshAsync(signedIn.RefreshToken)).AccessToken)));
    }

    [Fact]
    public async Task The_store_is_asked_again_after_a_second_or_for_a_token_of_a_later_epoch()
    {
        var time = new ManualTimeProvider();
        var store = DispatchProxy.Create<IAccountStore, OneAccount>();
        var one = (OneAccount)(object)store;
        var recent = new RecentAccounts(store, time);

        await recent.FindAsync(Token(epoch: 1), CancellationToken.None);
        await recent.FindAsync(Token(epoch: 1), CancellationToken.None);
        time.Advance(TimeSpan.FromMilliseconds(999));
        await recent.FindAsync(Token(epoch: 1), CancellationToken.None);
        Assert.Equal(1, one.Reads);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await recent.FindAsync(Token(epoch: 1), CancellationToken.None);
        Assert.Equal(2, one.Reads);

        one.Epoch = 2;
        await recent.FindAsync(Token(epoch: 2), CancellationToken.None);
        await recent.FindAsync(Token(epoch: 2), CancellationToken.None);
        Assert.Equal(3, one.Reads);
    }

    private static IEnumerable<string?> Roles(ApiResponse answer) =>
        answer.ShouldBe(200).Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString());

    private static AccessToken Token(long epoch) => new()
    {
        Issuer = "https://auth.example.com",
        Subject = Guid.Empty,
        Audience = "https://auth.example.com",
        ExpiresAt = default,
        IssuedAt = default,
        Id = "1",
        ClientId = AccessTokenIssuer.SessionClientId,
        SessionId = Guid.Empty,
        Generation = 1,
        Epoch = epoch,
        Roles = [],
        AuthenticatedAt = default,
        AuthenticationMethods = [],
    };

    // A store of which only reading one account is asked.
    public class OneAccount : DispatchProxy
    {
        public long Epoch { get; set; } = 1;

        public int Reads { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IAccountStore.FindAsync), targetMethod!.Name);
            Reads++;
            return Task.FromResult<Account?>(new Account
            {
                Id = Guid.Empty,
                Email = "ada@example.com",
                EmailVerified = true,
                Roles = [],
                Status = AccountStatus.Active,
                Epoch = Epoch,
                CreatedAt = default,
            });
        }
    }
}
