using Tandem.Accounts;
using Tandem.Revocation;
using Tandem.SecurityEvents;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>Accounts, the revocation feed, and events, as far as sessions need them.</summary>
internal sealed partial class SimulatedStore : IAccountStore, IRevocationFeed, IEventStore
{
    Task<Account?> IAccountStore.FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.GetValueOrDefault(accountId));

    public Task<bool> SetRolesAsync(
        Guid accountId, IReadOnlyList<string> roles, SecurityEvent reported, CancellationToken cancellationToken) => WriteAsync(() =>
        {
            var account = accounts[accountId];
            var epoch = rules.EpochStays ? account.Epoch : account.NextEpoch(reported.At);
            Set(account with { Roles = roles, Epoch = epoch, SessionEpoch = rules.SessionsStayBehind ? epoch : account.SessionEpoch });
            Tell(reported.At, null, accountId, epoch);
            return true;
        });

    public Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        if (feed.Count == 0 || feed[^1].Sequence <= after)
            return Task.FromResult<IReadOnlyList<RevocationEntry>>([]);
        return Task.FromResult<IReadOnlyList<RevocationEntry>>(
            [.. feed.Where(entry => entry.Sequence > after && entry.At >= since).Take(limit)]);
    }

    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellationToken) => Task.CompletedTask;

    Task<int> IRevocationFeed.PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    Task<int> IEventStore.PurgeAsync(EventPurgeOrder order, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    Task<bool> IAccountStore.TryCreateAsync(
        Account account, string canonicalEmail, string? passwordHash, SecurityEvent reported, CancellationToken cancellationToken) => throw Unused();

    Task<AccountCredentials?> IAccountStore.FindByEmailAsync(string canonicalEmail, CancellationToken cancellationToken) => throw Unused();

    Task<IReadOnlyList<Account>> IAccountStore.ListAsync(Account? after, int limit, CancellationToken cancellationToken) => throw Unused();

    Task<bool> IAccountStore.TryRehashAsync(
        Guid accountId, string expected, string replacement, SecurityEvent reported, CancellationToken cancellationToken) => throw Unused();

    Task<long?> IAccountStore.TryReplacePasswordAsync(
        PasswordReplacement replacement, SecurityEvent reported, CancellationToken cancellationToken) => throw Unused();

    Task<bool> IAccountStore.SetStatusAsync(
        Guid accountId, AccountStatus status, SecurityEvent reported, CancellationToken cancellationToken) => throw Unused();

    Task<IReadOnlyList<string>> IAccountStore.PasswordAlgorithmsAsync(CancellationToken cancellationToken) => throw Unused();

    Task<IReadOnlyList<string>> IAccountStore.PasswordSamplesAsync(CancellationToken cancellationToken) => throw Unused();

    Task<EventLogSize> IEventStore.MeasureAsync(CancellationToken cancellationToken) => throw Unused();

    Task IEventStore.StartChainAsync(EventSealer @sealed, DateTimeOffset now, bool wasBegun, CancellationToken cancellationToken) => throw Unused();

    Task<IReadOnlyList<EventRecord>> IEventStore.ReadAsync(EventQuery query, int limit, CancellationToken cancellationToken) => throw Unused();

    Task<IReadOnlyList<EventRecord>> IEventStore.ReadLastAsync(EventQuery query, int limit, CancellationToken cancellationToken) => throw Unused();

    Task<ChainState?> IEventStore.FindChainAsync(CancellationToken cancellationToken) => throw Unused();

    Task<long> IEventStore.EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken) => throw Unused();

    private static NotSupportedException Unused() => new("No history needs this.");
}
