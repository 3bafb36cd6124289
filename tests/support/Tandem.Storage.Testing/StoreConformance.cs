using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.Operations;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Tandem.Storage.Testing;

/// <summary>What every store must do, whatever the database. A subclass of each suite names the host.</summary>
public abstract class StoreConformance<THost> : IAsyncLifetime
    where THost : StoreHost, new()
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected THost Host { get; } = new();

    protected DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Host.Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The epoch of an account that was changed once just now.</summary>
    protected long Raised => Now.ToUnixTimeSeconds();

    internal ISessionStore Sessions => Host.Get<ISessionStore>();

    internal IAccountStore Accounts => Host.Get<IAccountStore>();

    internal ISignInStore SignIns => Host.Get<ISignInStore>();

    internal ITicketStore Tickets => Host.Get<ITicketStore>();

    internal IRevocationFeed Revocations => Host.Get<IRevocationFeed>();

    internal IEventStore Events => Host.Get<IEventStore>();

    internal IInstallationStore InstallationStore => Host.Get<IInstallationStore>();

    internal ISigningKeyStore Keys => Host.Get<ISigningKeyStore>();

    public async ValueTask InitializeAsync() => await Host.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Guid NewId() => Host.Random.Identifier();

    /// <summary>An event to report, told apart from others by its group.</summary>
    protected SecurityEvent Report(string group = "reported") =>
        new RateLimited(group) { At = Now, Context = new("request", "203.0.113.7", "test") };

    protected async Task<Account> HaveAccountAsync(Func<Account, Account>? change = null, string? passwordHash = null)
    {
        var account = new Account
        {
            Id = NewId(),
            Email = $"Somebody.{NewId():n}@Example.com",
            EmailVerified = true,
            DisplayName = "Somebody",
            Roles = ["member", "admin"],
            Status = AccountStatus.Active,
            Epoch = 1,
            SessionEpoch = 1,
            CreatedAt = Now,
        };
        account = change?.Invoke(account) ?? account;
        Assert.True(await Accounts.TryCreateAsync(
            account, EmailAddress.Canonicalize(account.Email), passwordHash, Report("account"), Cancellation));
        return account;
    }

    /// <summary>A session that is not stored yet.</summary>
    internal Session NewSession(Account account) => new()
    {
        Id = NewId(),
        AccountId = account.Id,
        SessionEpoch = account.SessionEpoch,
        SecretHash = Host.Random.Bytes(32),
        Rotation = RotationState.Initial,
        Persistent = true,
        CreatedAt = Now,
        AuthenticatedAt = Now,
        AuthenticationMethods = ["pwd", "otp"],
        IdleLifetime = TimeSpan.FromDays(7),
        Delivery = SessionDelivery.Cookie,
        Client = new("Browser/1.0", "203.0.113.0/24"),
    };

    internal async Task<Session> HaveSessionAsync(Account account, Func<Session, Session>? change = null)
    {
        var session = NewSession(account);
        session = change?.Invoke(session) ?? session;
        await Sessions.InsertAsync(session, null, Report("session"), Cancellation);
        return session;
    }

    /// <summary>An account's living sessions.</summary>
    internal async Task<IReadOnlyList<Session>> LivingAsync(Account account) =>
        (await Sessions.ListAsync(account.Id, null, Now, Cancellation))!.Sessions;

    internal async Task<Session> HaveSessionAsync() => await HaveSessionAsync(await HaveAccountAsync());

    internal Task<IReadOnlyList<EventRecord>> AllEventsAsync() => Events.ReadAsync(0, int.MaxValue, Cancellation);

    internal Task<IReadOnlyList<RevocationEntry>> AllRevocationsAsync() =>
        Revocations.ReadAsync(0, DateTimeOffset.UnixEpoch, int.MaxValue, Cancellation);

    /// <summary>Runs <paramref name="action"/> and returns the events that were written meanwhile.</summary>
    protected async Task<IReadOnlyList<SecurityEvent>> EventsOfAsync(Func<Task> action)
    {
        var before = (await AllEventsAsync()).Count;
        await action();
        return [.. (await AllEventsAsync()).Skip(before).Select(record => record.Event)];
    }

    /// <summary>Runs <paramref name="action"/> and returns what the revocation feed was told meanwhile.</summary>
    internal async Task<IReadOnlyList<RevocationEntry>> RevocationsOfAsync(Func<Task> action)
    {
        var before = (await AllRevocationsAsync()).Count;
        await action();
        return [.. (await AllRevocationsAsync()).Skip(before)];
    }
}
