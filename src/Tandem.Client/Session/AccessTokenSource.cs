using Tandem.Client.Errors;
using Tandem.Client.Storage;

namespace Tandem.Client.Session;

/// <summary>Access tokens that are good now; refreshes where needed.</summary>
internal sealed class AccessTokenSource(CurrentSession session, GuardedStore store, Refresher refresher, Action<StoredTokens> loaded)
{
    /// <summary>A token that is good now, and another one than was refused; none means: definitely nobody is signed in.</summary>
    /// <param name="refused">What an API refused.</param>
    /// <param name="margin">How long it should stay good. Less is taken when no better one can be had.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TandemAuthException">It is not known; the session is kept.</exception>
    public async Task<AccessGrant> GetAsync(Refusal? refused, TimeSpan margin, CancellationToken cancellationToken)
    {
        await RestoreAsync(cancellationToken).ConfigureAwait(false);
        // A refresh that happened meanwhile already brought the cure.
        var fresh = session.Fresh(margin);
        if (fresh.UserId is not { } asking)
            return fresh;
        if (fresh.Token is not null && fresh.Token != refused?.Token)
            return fresh;
        try
        {
            await refresher.RefreshAsync(refused, cancellationToken).ConfigureAwait(false);
        }
        catch (TandemAuthException)
        {
            fresh = session.Fresh();
            if (fresh.Token is null || fresh.Token == refused?.Token)
                throw;
            return Of(asking, fresh);
        }

        // Good or not: it is the newest there is, and the API will say.
        return Of(asking, session.Latest);
    }

    /// <summary>
    /// Reads the store where this process knows of nobody: it may have been told by another process that somebody signed in.
    /// </summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (session.Held is not null)
            return;
        var epoch = session.Latest.Epoch;
        StoredTokens stored;
        try
        {
            stored = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TandemAuthException error)
        {
            session.Keep(error);
            throw;
        }

        session.Follow(stored, epoch);
        loaded(stored);
    }

    // Whoever asked as one person never gets the token of the next.
    private static AccessGrant Of(string asking, AccessGrant grant) => grant.UserId is null || grant.UserId == asking
        ? grant
        : throw new TandemAuthException(ClientErrorCodes.SessionChanged, "Somebody else signed in.");
}
