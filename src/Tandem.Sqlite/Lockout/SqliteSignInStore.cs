using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Lockout;

/// <inheritdoc/>
internal sealed class SqliteSignInStore(SqliteDatabase database) : ISignInStore
{
    /// <inheritdoc/>
    public Task<SignInAttempt> ReserveAsync(SignInKey key, DateTimeOffset now, LockoutPolicy policy, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var counter = SignInRows.Find(connection, key);
                var (next, attempt) = SignInCounter.Reserve(counter, now, policy);
                if (next != counter)
                    SignInRows.Put(connection, key, next, lockedAt: null);
                return attempt;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task FailAsync(
        SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy, SecurityEvent failed, SecurityEvent locked,
        CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                EventRows.Append(connection, failed);
                var locks = !attempt.IsLocked && Lock(connection, key, attempt, now, policy);
                if (locks)
                    EventRows.Append(connection, locked);
                return locks;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(SignInKey key, SignInAttempt attempt, CancellationToken cancellationToken) => database.WriteAsync(
        connection => !attempt.IsLocked && SignInRows.GiveBack(connection, key), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UnlockAsync(SignInKey key, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var forgotten = SignInRows.Forget(connection, key);
            if (forgotten)
                EventRows.Append(connection, reported);
            return forgotten;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        batch => database.WriteOneAsync(connection => SignInRows.Purge(connection, before, batch), cancellationToken));

    private static bool Lock(PreparedConnection connection, SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy)
    {
        if (SignInRows.Find(connection, key) is not { } counter)
            return false;
        var next = counter.Fail(attempt, now, policy);
        if (next == counter)
            return false;
        SignInRows.Put(connection, key, next, lockedAt: now);
        return true;
    }
}
