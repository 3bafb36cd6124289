using Tandem.Client.Endpoints;
using Tandem.Client.Errors;
using Tandem.Client.Storage;

namespace Tandem.Client.Session;

/// <summary>Refreshes, at most once at a time in this process; callers share the flight.</summary>
internal sealed class Refresher(
    CurrentSession session, GuardedStore store, AuthPost post, Uri url, TimeProvider time, TimeSpan limit)
{
    private readonly Lock gate = new();
    private readonly RetryPause pause = new(time);
    private Task? flight;

    // The turn was not had in time: whoever has it may keep it for ever. It is only tried until it is had again.
    private bool waitedInVain;

    /// <summary>Joins the flight there is, or starts one. A caller's cancellation ends its waiting, and nobody else's.</summary>
    /// <param name="refused">What an API refused, if that is why.</param>
    /// <param name="waiting">Ends the waiting.</param>
    /// <exception cref="TandemAuthException">What happened that tells nothing about the session, which is kept.</exception>
    public Task RefreshAsync(Refusal? refused, CancellationToken waiting)
    {
        Task joined;
        lock (gate)
        {
            if (flight is not { IsCompleted: false })
            {
                // On a thread of its own: the flight belongs to no caller.
                flight = Task.Run(() => RunAsync(refused), CancellationToken.None);
                // Nobody may be left to see that it failed.
                _ = flight.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }

            joined = flight;
        }

        return joined.WaitAsync(waiting);
    }

    private async Task RunAsync(Refusal? refused)
    {
        pause.Respect();
        try
        {
            // Once again when the machine slept meanwhile.
            if (!await TryRefreshAsync(refused, isLast: false).ConfigureAwait(false))
                await TryRefreshAsync(refused, isLast: true).ConfigureAwait(false);
        }
        catch (TandemAuthException error)
        {
            session.Keep(error);
            throw;
        }
    }

    private async Task<bool> TryRefreshAsync(Refusal? refused, bool isLast)
    {
        var epoch = session.Latest.Epoch;
        var turn = await store.TryTakeTurnAsync(waitedInVain ? TimeSpan.Zero : limit + TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        waitedInVain = turn is null;
        try
        {
            await RefreshInTurnAsync(epoch, refused).ConfigureAwait(false);
            return true;
        }
        catch (TransientException error) when (!isLast && error.Code == ClientErrorCodes.Interrupted)
        {
            return false;
        }
        finally
        {
            if (turn is not null)
                await turn.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RefreshInTurnAsync(long epoch, Refusal? refused)
    {
        // Whoever stood in line adopts what came of somebody else's refresh, and needs none of its own.
        var before = session.Latest.Token;
        var stored = await store.ReadAsync().ConfigureAwait(false);
        session.Follow(stored, epoch);
        if (stored.Session is not { } presented || IsCured(presented, before, refused))
            return;

        epoch = session.Latest.Epoch;
        // Receiving and storing count together.
        using var within = new TimeLimit(time, limit);
        switch (await RequestAsync(presented.RefreshToken, within).ConfigureAwait(false))
        {
            case RefreshOutcome.Refreshed refreshed:
                // Durable before anybody may use it: what the server has seen used, a crash must not undo.
                stored = await StoreAsync(tokens => tokens.Refresh(presented, refreshed.Response, time.GetUtcNow()), within).ConfigureAwait(false);
                session.Follow(stored, epoch, refreshed.Response);
                break;
            case RefreshOutcome.Ended ended:
                stored = await store.UpdateAsync(tokens => tokens.End(presented, ended.Reason)).ConfigureAwait(false);
                if (stored.Session is null)
                    session.End(ended.Reason, epoch);
                else
                    session.Follow(stored, epoch);
                break;
            case RefreshOutcome.Foreign:
                session.SetAside(presented, epoch);
                break;
            case RefreshOutcome.Failed failed when session.Latest.Epoch == epoch:
                pause.Start(failed.Error);
                throw failed.Error;
        }
    }

    private bool IsCured(StoredSession adopted, string? before, Refusal? refused) =>
        session.Fresh().Token is { } token && token != before
        && (refused is null || (token != refused.Token && adopted.AccessTokenExpiresAt - adopted.AccessTokenLifetime >= refused.SentAt));

    private async Task<StoredTokens> StoreAsync(Func<StoredTokens, StoredTokens> change, TimeLimit within)
    {
        try
        {
            return await store.UpdateWithinAsync(change, within.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            throw new TransientException(within.Code, "The token store did not store the refresh token in time.", error);
        }
    }

    private async Task<RefreshOutcome> RequestAsync(string refreshToken, TimeLimit within)
    {
        try
        {
            var body = new RefreshRequest(refreshToken);
            return RefreshOutcome.Read(await post.SendAsync(url, body, ClientJson.Default.RefreshRequest, within, CancellationToken.None).ConfigureAwait(false));
        }
        catch (TransientException error)
        {
            return new RefreshOutcome.Failed(error);
        }
    }
}
