using Tandem.AspNetCore.Sessions;
using Tandem.Sessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>One of the sessions of whoever is signed in, as its owner sees it.</summary>
/// <param name="Id">What <see cref="OwnSessions.EndAsync"/> takes.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastUsedAt">When it was used last, cut to the hour: a thief must not be able to follow its owner by it.</param>
/// <param name="ExpiresAt">When it ends if it is not used again.</param>
/// <param name="Network">The network it was used from last, such as <c>203.0.113.0/24</c>; empty when unknown.</param>
/// <param name="UserAgent">The program that used it last, by its own words; empty when unknown.</param>
/// <param name="Delivery"><c>session</c> for a cookie session; <c>cookie</c>, <c>body</c> or <c>both</c> for one with tokens.</param>
public sealed record OwnSession(
    Guid Id, bool IsCurrent, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string Network, string UserAgent,
    string Delivery)
{
    internal static OwnSession Of(Session session, Guid current)
    {
        var seen = SessionResponse.Of(session, current);
        return new(seen.Id, seen.Current, seen.CreatedAt, seen.LastUsedAt, seen.ExpiresAt, seen.Ip, seen.UserAgent, seen.Delivery);
    }
}

/// <summary>A part of the sessions of whoever is signed in.</summary>
/// <param name="Sessions">At most 100, used last first.</param>
/// <param name="Next">What <see cref="OwnSessions.PageAsync"/> takes for the next page; null when there is none. That one may be empty.</param>
public sealed record OwnSessionPage(IReadOnlyList<OwnSession> Sessions, Guid? Next);
