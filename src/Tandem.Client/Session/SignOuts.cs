using System.Net;

using Microsoft.Extensions.Logging;

using Tandem.Client.Endpoints;
using Tandem.Client.Errors;
using Tandem.Client.Storage;

namespace Tandem.Client.Session;

/// <summary>Tells the server of sign-outs, and what it could not be told yet again later: after 5 s, growing to 5 minutes, until the session has ended anyway.</summary>
internal sealed partial class SignOuts : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly GuardedStore store;
    private readonly AuthPost post;
    private readonly Uri url;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private TimeSpan delay = First;
    private bool isScheduled;
    private Task telling = Task.CompletedTask;

    public SignOuts(GuardedStore store, AuthPost post, Uri url, TimeProvider time, ILogger logger)
    {
        (this.store, this.post, this.url, this.time, this.logger) = (store, post, url, time, logger);
        timer = time.CreateTimer(_ => Begin(isDue: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something is owed: begins to tell it, unless that is under way or to be tried again later.</summary>
    public void Begin() => Begin(isDue: false);

    /// <summary>Tells what is owed, each by itself: one that fails keeps no other waiting.</summary>
    /// <param name="sessionId">Whose sign-out; null: all.</param>
    /// <exception cref="TandemAuthException">The server does not know of one yet; it is told later.</exception>
    public async Task TellAsync(string? sessionId = null)
    {
        await oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            TandemAuthException? untold = null;
            foreach (var owed in (await store.ReadAsync().ConfigureAwait(false)).SignOuts)
            {
                if (sessionId is null || owed.SessionId == sessionId)
                    untold = await TryTellAsync(owed).ConfigureAwait(false) ?? untold;
            }

            if (untold is not null)
                throw untold;
            delay = First;
        }
        catch (TandemAuthException error)
        {
            Schedule(error.RetryAfter);
            throw;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Until the telling that is under way has an end, which takes no longer than its requests may.</summary>
    public async Task SettleAsync()
    {
        Task last;
        lock (gate)
            last = telling;
        await last.ConfigureAwait(false);
    }

    public void Dispose() => timer.Dispose();

    private void Begin(bool isDue)
    {
        lock (gate)
        {
            if (isDue)
                isScheduled = false;
            if (!isScheduled && telling.IsCompleted)
                telling = TryTellAsync();
        }
    }

    private async Task TryTellAsync()
    {
        try
        {
            await TellAsync().ConfigureAwait(false);
        }
        catch (TandemAuthException)
        {
            // Logged, and the timer is set.
        }
    }

    private void Schedule(TimeSpan? retryAfter)
    {
        lock (gate)
        {
            isScheduled = true;
            timer.Change(retryAfter > delay ? retryAfter.Value : delay, Timeout.InfiniteTimeSpan);
            delay = delay * 2 < Longest ? delay * 2 : Longest;
        }
    }

    // Null: the server knows, or need not know any more.
    private async Task<TandemAuthException?> TryTellAsync(OwedSignOut owed)
    {
        try
        {
            await TellAsync(owed).ConfigureAwait(false);
            return null;
        }
        catch (TandemAuthException error)
        {
            var stored = await store.UpdateAsync(tokens => tokens.Untold(owed, time.GetUtcNow())).ConfigureAwait(false);
            if (stored.SignOuts.All(other => other.SessionId != owed.SessionId))
            {
                GivenUp(logger, error.Code, error);
                return null;
            }

            Owed(logger, error.Code, error);
            return error;
        }
    }

    private async Task TellAsync(OwedSignOut owed)
    {
        var body = new LogoutRequest(owed.RefreshToken, owed.SessionId);
        var response = await post.SendAsync(url, body, ClientJson.Default.LogoutRequest, CancellationToken.None).ConfigureAwait(false);
        if (response.Status != HttpStatusCode.NoContent)
            throw response.Refusal();
        await store.UpdateAsync(tokens => tokens.Told(owed)).ConfigureAwait(false);
    }

    [LoggerMessage(2, LogLevel.Warning, "A sign-out could not be sent to the server yet ({Code}). The client tries again.")]
    private static partial void Owed(ILogger logger, string code, Exception error);

    [LoggerMessage(4, LogLevel.Warning, "A sign-out could not be sent to the server before the session expired ({Code}). The client no longer tries.")]
    private static partial void GivenUp(ILogger logger, string code, Exception error);
}
