using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Playing;
using Tandem.Simulation.Tests.Serving;

namespace Tandem.Simulation.Tests.Judging;

/// <summary>
/// Holds what it sees from outside against the invariants. It knows times, promises and acknowledgements, not the decision's rules.
/// </summary>
internal sealed class Oracle(World world, IReadOnlyList<Invariant> muted)
{
    /// <summary>How long a rotated token still gets the same successor, in milliseconds.</summary>
    public const long Leeway = 30_000;

    private readonly Dictionary<Guid, SessionFacts> sessions = [];
    private readonly List<long> presenting = [];

    /// <summary>Roles that were acknowledged last, when, and by which commit; null after a loss.</summary>
    public (string Roles, long At)? Roles { get; set; }

    public bool HasLostCommits { get; private set; }

    public SessionFacts Started(Session session, DateTimeOffset at)
    {
        var facts = new SessionFacts(session.Id, at, world.Setting.Policy, world.Store.Commits);
        sessions.Add(session.Id, facts);
        return facts;
    }

    public void Ended(SessionFacts session, bool isSignOut)
    {
        session.EndAsked = true;
        // There is nothing to end where the sign-in was lost; access tokens of it hold until they expire.
        if (session.EndedAt is not null || session.IsForgotten)
            return;
        session.EndedAt = world.Timeline.Now;
        session.EndedBy = world.Store.Commits;
        session.IsSignedOut = isSignOut;
    }

    public IEnumerable<SessionFacts> Living => sessions.Values.Where(session => session.EndedAt is null);

    /// <summary>Commits after <paramref name="left"/> were lost: what was acknowledged since may be undone.</summary>
    public void Lost(int left)
    {
        HasLostCommits = true;
        Roles = null;
        foreach (var session in sessions.Values)
        {
            session.SteppedAt = null;
            session.IsRewound = true;
            if (session.IsStolen)
                session.TheftRewoundAt = world.Timeline.Now;
            session.IsForgotten |= session.InsertedBy > left;
            if (session.EndedAt is not null && session.EndedBy > left)
            {
                session.EndedAt = null;
                session.IsRevived = true;
            }

            if (world.Store.Row(session.Id) is { } row)
                session.LastUse = row.LastUsedAt;
        }
    }

    public Presentation Begin(Node node, Cookie cookie, Device? device)
    {
        var session = cookie.Session;
        presenting.Add(cookie.Generation);
        session.IsStolen |= device is null;
        return new Presentation(node, cookie, device, node.Clock.UtcNow, session.EndedAt is not null, session.LastUse, device?.ToldEnd ?? default);
    }

    public void Failed(Presentation presentation) => End(presentation);

    public void Refused(Presentation presentation, RefreshResult result)
    {
        End(presentation);
        var session = presentation.Cookie.Session;
        if (result.Outcome is RotationOutcome.Reuse)
            Ended(session, isSignOut: false);
        if (presentation.Device is null || session.IsStolen || session.EndAsked || session.IsForgotten)
            return;
        if (session.IsRewound && result.Refusal is RefreshRefusal.Expired)
            return;
        // Sent before another tab's response told a later end: by then the end of this token is past. The jar has the other's, and is asked again.
        var toldEnd = result.Refusal is RefreshRefusal.Expired && presentation.Device.Jar.Current != presentation.Cookie ? presentation.Cookie.End : presentation.ToldEnd;
        if (presentation.At < toldEnd)
            Violated(Invariant.I1HonestPromise, $"generation {presentation.Cookie.Generation} was refused ({result.Outcome}, {result.Refusal}) {toldEnd - presentation.At} before the end that its client was told");
    }

    public void Granted(Presentation presentation, SessionGrant grant, AccessPass pass)
    {
        End(presentation);
        var session = presentation.Cookie.Session;
        if (presentation.WasEnded)
            Violated(session.IsSignedOut ? Invariant.I6SignOutSurvives : Invariant.I2DeadStaysDead, $"session {session} is over and yields a token");
        if (session.AbsoluteEnd is { } end && (presentation.At >= end || grant.ExpiresAt > end || pass.Claims.ExpiresAt > end))
            Violated(Invariant.I5EndsHold, $"a token was handed out at {presentation.At:O} until {grant.ExpiresAt:O}; the session's absolute end is {end:O}");
        if (presentation.At >= presentation.LastUse + session.Idle)
            Violated(Invariant.I5EndsHold, $"the session was not used since {presentation.LastUse:O} and yields a token at {presentation.At:O}");
        if (presentation.Device is not null && grant.RefreshToken is not null)
            session.IsRewound = false;
    }

    /// <summary>An access token was accepted.</summary>
    public void Accepted(Node node, AccessPass pass)
    {
        var session = sessions[pass.Claims.SessionId];
        var now = world.Timeline.Now;
        // Other nodes hear of an end within a second. A node that has refused an account's epoch, or a session, before the commit was lost
        // forgets that at the time it noted then: of what is done anew after a loss nothing is claimed here.
        if (session.EndedAt + 1_000 < now && !session.IsRevived)
            Violated(session.IsSignedOut ? Invariant.I6SignOutSurvives : Invariant.I2DeadStaysDead, $"session {session} is over since {(now - session.EndedAt) / 1000.0:F1} s, and {node.Name} accepts an access token");
        if (Roles is { } roles && !HasLostCommits && now > roles.At + 1_000 && pass.Claims.Roles[0] != roles.Roles)
            Violated(Invariant.I2DeadStaysDead, $"{node.Name} accepts an access token with roles from before a change {(now - roles.At) / 1000.0:F1} s ago");
    }

    /// <summary>A row was written.</summary>
    public void RowChanged(Session before, Session after)
    {
        var (was, row) = (before.Rotation, after.Rotation);
        if (was == row || !sessions.TryGetValue(after.Id, out var session))
            return;
        if (!row.IsConsistent || row.Base < was.Base || row.Used < was.Used || row.Confirmed < was.Confirmed || row.Issued < was.Issued || row.RotatedAt < was.RotatedAt)
            Violated(Invariant.I4OneStep, $"the counters went back or contradict each other: {was} became {row}");
        if (row.Issued == was.Issued)
            return;

        var now = world.Timeline.Now;
        var isForward = presenting.Count > 0 && row.Issued == presenting[^1];
        if (row.Issued > was.Issued + 1 && !isForward)
            Violated(Invariant.I4OneStep, $"{row.Issued - was.Issued} generations were made at once");
        // The nodes' clocks differ, one that follows a step is fast by a tenth, and time goes on between a read and its write.
        var apart = (row.Used != was.Used ? 2 * Leeway : Leeway) * (world.Setting.StepsClock ? 10 : 11) / 11 - world.Setting.Skew - 1_000;
        if (!isForward && now - session.SteppedAt < apart)
            Violated(Invariant.I4OneStep, $"another generation was made {(now - session.SteppedAt) / 1000.0:F3} s after the last");
        session.SteppedAt = now;
        session.LastUse = after.LastUsedAt;
        world.Stepped();
    }

    /// <summary>A token that was made up was accepted.</summary>
    public void ForgeryGranted() => Violated(Invariant.I2DeadStaysDead, "a token with another secret is accepted");

    /// <summary>Something does not hold.</summary>
    public void Violated(Invariant invariant, string message)
    {
        if (!muted.Contains(invariant))
            throw new ViolationException(invariant, message);
    }

    private void End(Presentation presentation) => presenting.RemoveAt(presenting.LastIndexOf(presentation.Cookie.Generation));

    internal sealed record Presentation(
        Node Node, Cookie Cookie, Device? Device, DateTimeOffset At, bool WasEnded, DateTimeOffset LastUse, DateTimeOffset ToldEnd);
}
