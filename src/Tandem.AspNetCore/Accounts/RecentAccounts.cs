using System.Collections.Concurrent;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.Accounts;

namespace Tandem.AspNetCore.Accounts;

/// <summary>
/// What accounts are told of themselves, read from the store at most once a second each. Nothing is older than the access token that asks:
/// changes raise the account's epoch, tokens from before are refused, and one from after has the account read again. So this process's
/// changes show at once, and those of others within a second, which is when their revocations arrive.
/// </summary>
internal sealed class RecentAccounts(IAccountStore accounts, TimeProvider time)
{
    private const int Bound = 10_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Reading> recent = new();
    private int count;

    /// <summary>The account of a validated token as JSON, a <see cref="UserResponse"/>; null when it is gone.</summary>
    public ValueTask<byte[]?> FindAsync(AccessToken token, CancellationToken cancellationToken) =>
        recent.TryGetValue(token.Subject, out var reading) && reading.Epoch >= token.Epoch && time.GetElapsedTime(reading.At) < Freshness
            ? new(reading.Json)
            : new(ReadAsync(token.Subject, cancellationToken));

    private async Task<byte[]?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        // Before reading: what changes meanwhile is then no older than it looks.
        var at = time.GetTimestamp();
        if (await accounts.FindAsync(id, cancellationToken) is not { } account)
            return null;
        var json = JsonSerializer.SerializeToUtf8Bytes(UserResponse.Of(account), AccountsJson.Bodies.UserResponse);
        // Within a second everything here is out of date anyway: the bound needs no order.
        if (Interlocked.Increment(ref count) > Bound)
        {
            Interlocked.Exchange(ref count, 0);
            recent.Clear();
        }

        recent[id] = new Reading(account.Epoch, at, json);
        return json;
    }

    private sealed record Reading(long Epoch, long At, byte[] Json);
}
