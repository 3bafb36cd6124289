using System.Diagnostics.CodeAnalysis;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>
/// The keys of an issuer elsewhere: fetched one at a time, kept while the issuer is away. Ages are measured by the monotonic clock, so that
/// setting the machine's clock neither revives nor ends them.
/// </summary>
internal sealed partial class IssuerKeys(
    IssuerAddress authority, TandemBearerOptions options, IssuerClient client, TimeProvider time, ILogger<IssuerKeys> logger) : IVerificationKeySource
{
    private readonly Lock gate = new();
    private volatile IssuerKeySet? current;
    private Task<bool>? flight;
    private long? lastStart;
    private bool failing;

    /// <summary>Whether tokens can be judged: there are keys, fresh or not stale for too long.</summary>
    public bool AreUsable => Usable is not null;

    /// <summary>When the next fetch is due: before the keys are stale, or after a pause when the last one failed.</summary>
    public TimeSpan UntilRefresh
    {
        get
        {
            if (current is not { } keys || Volatile.Read(ref failing))
                return options.Cooldown;
            var due = keys.Freshness * 0.8 - time.GetElapsedTime(keys.FetchedAt);
            return due > TimeSpan.Zero ? due : TimeSpan.FromSeconds(1);
        }
    }

    /// <summary>When a fetch may be had again for a request's sake.</summary>
    public TimeSpan UntilAllowed
    {
        get
        {
            lock (gate)
                return lastStart is { } start ? options.Cooldown - time.GetElapsedTime(start) : TimeSpan.Zero;
        }
    }

    private IssuerKeySet? Usable =>
        current is { } keys && time.GetElapsedTime(keys.FetchedAt) < keys.Freshness + options.StaleIfError ? keys : null;

    /// <inheritdoc/>
    public bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key)
    {
        key = null;
        return Usable?.Keys.TryGetVerificationKey(keyId, out key) ?? false;
    }

    /// <summary>
    /// For a token whose key is not known: joins the fetch that is under way, or begins one unless one began within the cooldown. Should the
    /// one it joined end in vain, it joins one more. Waits for each no longer than <see cref="TandemBearerOptions.Patience"/>.
    /// </summary>
    public async ValueTask LookAgainAsync(CancellationToken cancellationToken)
    {
        if (Join() is { } flying && await EndsInVainAsync(flying, cancellationToken) && Join() is { } another)
            await EndsInVainAsync(another, cancellationToken);
    }

    /// <summary>Fetches the keys, or joins the fetch that is under way. Does not throw when it fails.</summary>
    public Task RefreshAsync()
    {
        lock (gate)
            return flight ?? Begin();
    }

    private Task<bool>? Join()
    {
        lock (gate)
            return flight is null && lastStart is { } start && time.GetElapsedTime(start) < options.Cooldown ? null : flight ?? Begin();
    }

    private async Task<bool> EndsInVainAsync(Task<bool> joined, CancellationToken cancellationToken)
    {
        try
        {
            return !await joined.WaitAsync(options.Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The keys at hand decide.
            return false;
        }
    }

    // Below the lock. The fetch is nobody's own: a request that goes away does not end it.
    private Task<bool> Begin()
    {
        lastStart = time.GetTimestamp();
        return flight = Task.Run(FetchAsync);
    }

    // Whether there are new keys now.
    private async Task<bool> FetchAsync()
    {
        try
        {
            var published = await client.ReadAsync(await FindKeysAsync(), CancellationToken.None);
            var fetchedAt = time.GetTimestamp();
            var keys = JsonWebKeySet.Parse(published.Content);
            current = new IssuerKeySet(keys, fetchedAt, published.Freshness(options.MinimumAge, options.MaximumAge));
            foreach (var refused in keys.Refused)
                Refused(authority, refused.Position, refused.Fault);
            if (Interlocked.Exchange(ref failing, false))
                Recovered(authority);
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is that the issuer does, it must not end the API.
            if (!Interlocked.Exchange(ref failing, true))
                Failed(authority, e is OperationCanceledException ? "It did not answer in time." : e.Message);
            return false;
        }
        finally
        {
            lock (gate)
                flight = null;
        }
    }

    private async Task<Uri> FindKeysAsync()
    {
        var addresses = authority.MetadataAddresses;
        foreach (var address in addresses.SkipLast(1))
        {
            try
            {
                return await FindKeysAsync(address);
            }
            catch (IssuerException)
            {
                // Somebody else answers there, a front end with its page for instance.
            }
        }

        return await FindKeysAsync(addresses[^1]);
    }

    private async Task<Uri> FindKeysAsync(Uri metadata) =>
        IssuerMetadata.ReadKeysAddress((await client.ReadAsync(metadata, CancellationToken.None)).Content, authority);

    [LoggerMessage(1201, LogLevel.Error, "The signing keys of {Authority} cannot be fetched: {Cause} Tokens are checked with the keys fetched before, if any; the API tries again")]
    private partial void Failed(IssuerAddress authority, string cause);

    [LoggerMessage(1202, LogLevel.Information, "The signing keys of {Authority} are fetched again")]
    private partial void Recovered(IssuerAddress authority);

    [LoggerMessage(1203, LogLevel.Warning, "Key {Position} that {Authority} publishes is not used: {Fault}")]
    private partial void Refused(IssuerAddress authority, int position, PublishedKeyFault fault);
}

/// <summary>The issuer's keys as they were fetched.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="FetchedAt">When, in ticks of the monotonic clock.</param>
/// <param name="Freshness">For how long they need not be fetched again.</param>
internal sealed record IssuerKeySet(VerificationKeySet Keys, long FetchedAt, TimeSpan Freshness);
