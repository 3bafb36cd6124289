using System.Security.Claims;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Platform;
using Tandem.Sessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>The sessions of whoever is signed in: "signed in on these devices". Inject it into pages that require somebody to be.</summary>
public sealed class OwnSessions
{
    private readonly SessionService sessions;

    internal OwnSessions(SessionService sessions) => this.sessions = sessions;

    /// <summary>
    /// The living ones, cookie sessions and those with tokens alike, used last first. Of more than 100 the latest sign-ins: those before
    /// are on the <see cref="PageAsync">next page</see>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<IReadOnlyList<OwnSession>> ListAsync(HttpContext context) => (await PageAsync(context)).Sessions;

    /// <summary>The living ones in parts, the latest sign-ins first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="after"><see cref="OwnSessionPage.Next"/> of the page before; null for the first page.</param>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<OwnSessionPage> PageAsync(HttpContext context, Guid? after = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var current = Current(context);
        return await sessions.ListAsync(context.User.AccountId(), after, context.RequestAborted) is { } page
            ? new([.. page.Sessions.Select(session => OwnSession.Of(session, current))], page.Next)
            : new([], null);
    }

    /// <summary>Ends one; false when it is none of them.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public Task<bool> EndAsync(HttpContext context, Guid id)
    {
        ArgumentNullException.ThrowIfNull(context);
        return sessions.EndAsync(context.User.AccountId(), id, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted);
    }

    /// <summary>Ends all but the one that asks.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public Task EndOthersAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return sessions.EndAllAsync(
            context.User.AccountId(), Current(context), SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted);
    }

    private static Guid Current(HttpContext context) => Guid.Parse(context.User.FindFirstValue(TandemBearer.SessionClaim)!);
}
