using Tandem.Lockout;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.Lockout;

/// <inheritdoc/>
internal sealed class PostgreSqlSignInStore(PostgreSqlDatabase database) : ISignInStore
{
    /// <inheritdoc/>
    public Task<SignInAttempt> ReserveAsync(SignInKey key, DateTimeOffset now, LockoutPolicy policy, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async statements =>
            {
                await SignInRows.MakeAsync(statements, key);
                var counter = await SignInRows.HoldAsync(statements, key);
                var (next, attempt) = SignInCounter.Reserve(counter, now, policy);
                if (next != counter)
                    await SignInRows.PutAsync(statements, key, next, lockedAt: null);
                return attempt;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task FailAsync(
        SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy, SecurityEvent failed, SecurityEvent locked,
        CancellationToken cancellationToken) => database.WriteAsync(
            async statements =>
            {
                var locks = !attempt.IsLocked && await LockAsync(statements, key, attempt, now, policy);
                await EventRows.AppendAsync(statements, failed);
                if (locks)
                    await EventRows.AppendAsync(statements, locked);
                return locks;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(SignInKey key, SignInAttempt attempt, CancellationToken cancellationToken) => database.WriteAsync(
        async statements => !attempt.IsLocked && await SignInRows.GiveBackAsync(statements, key), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UnlockAsync(SignInKey key, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            var forgotten = await SignInRows.ForgetAsync(statements, key);
            if (forgotten)
                await EventRows.AppendAsync(statements, reported);
            return forgotten;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit, batch => database.WriteOneAsync(statements => SignInRows.PurgeAsync(statements, before, batch), cancellationToken), cancellationToken);

    private static async Task<bool> LockAsync(Statements statements, SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy)
    {
        if (await SignInRows.HoldAsync(statements, key) is not { } counter)
            return false;
        var next = counter.Fail(attempt, now, policy);
        if (next == counter)
            return false;
        await SignInRows.PutAsync(statements, key, next, lockedAt: now);
        return true;
    }
}
