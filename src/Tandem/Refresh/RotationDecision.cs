using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>
/// The decision at the heart of the product: what presenting generation <c>g</c> of a session means, as a pure
/// function of the row, the token and the time.
/// </summary>
/// <param name="Outcome">The case of the protocol.</param>
/// <param name="Generation">
/// The generation to answer with; for <see cref="RotationOutcome.AccessOnly"/> the one presented, 0 for refusals.
/// </param>
/// <param name="Next">The row's counters after the decision; equal to the present ones where nothing is written.</param>
/// <param name="End">For <see cref="RotationOutcome.Dead"/>, why the session is over.</param>
internal readonly record struct RotationDecision(RotationOutcome Outcome, long Generation, RotationState Next, SessionEnd? End = null)
{
    /// <summary>
    /// Whether a refresh token goes out: only where <c>issued</c> changes or changed within one leeway. A candidate that is presented again
    /// gets none, since a second copy of it might reach the client after its successor.
    /// </summary>
    public bool HandsOutRefreshToken => Outcome is RotationOutcome.Rotate or RotationOutcome.Converge or RotationOutcome.Recover;

    /// <summary>Decides for a session as stored, which may be missing, over, or not the token's at all.</summary>
    /// <param name="stored">The session and its account, or null when there is none.</param>
    /// <param name="token">The presented token, whose tag has been verified.</param>
    /// <param name="now">The installation's time.</param>
    /// <param name="policy">Windows in force.</param>
    public static RotationDecision Decide(StoredSession? stored, RefreshToken token, DateTimeOffset now, SessionPolicy policy)
    {
        if (stored is null)
            return new(RotationOutcome.Unknown, 0, default);
        if (!token.Matches(stored.Session.SecretHash))
            return new(RotationOutcome.Forged, 0, stored.Session.Rotation);
        if (stored.EndedBy(now) is { } end)
            return new(RotationOutcome.Dead, 0, stored.Session.Rotation, end);
        return Decide(stored.Session.Rotation, token.Generation, token.IssuedAt, now, policy, stored.Session.IdleLifetime);
    }

    /// <summary>Decides for a session known to be alive and a token known to belong to it.</summary>
    public static RotationDecision Decide(
        RotationState row, long g, DateTimeOffset issuedAt, DateTimeOffset now, SessionPolicy policy, TimeSpan idleLifetime)
    {
        // A token newer than the row: the database lost commits. The row moves up to it and settles anew.
        var isForward = g > row.Issued;
        if (isForward)
            row = row with { Issued = g, RotatedAt = Later(row.RotatedAt, now) };

        var age = row.RotatedAt is { } rotatedAt ? now - rotatedAt : TimeSpan.MaxValue;
        var windowsOpen = policy.Leeway > TimeSpan.Zero;
        if (g > row.Base)
        {
            if (!windowsOpen || age > policy.SettlingTime)
                return new(RotationOutcome.Rotate, row.Issued + 1,
                    row with { Used = g, Base = row.Issued, Issued = row.Issued + 1, RotatedAt = Later(row.RotatedAt, now) });

            var wasKept = !row.IsConfirmed && policy.ProvesDelivery(issuedAt, now);
            return new(isForward ? RotationOutcome.FastForward : RotationOutcome.AccessOnly, g, wasKept ? row with { Confirmed = g } : row);
        }

        // A rotation that lies ahead by more than the leeway was stored before the clock was set back. Its window is not opened again
        // for a token whose successor is known to have been delivered; until then it would be recovered anyway.
        if (g == row.Used && windowsOpen && age <= policy.Leeway && (age >= -policy.Leeway || !row.IsConfirmed))
            return new(RotationOutcome.Converge, row.Issued, row);

        var recoveryWindow = policy.RecoveryWindow ?? idleLifetime;
        if (g == row.Used && recoveryWindow > TimeSpan.Zero && age <= recoveryWindow && !row.IsConfirmed)
            return new(RotationOutcome.Recover, row.Issued + 1,
                row with { Issued = row.Issued + 1, RotatedAt = Later(row.RotatedAt, now) });

        return new(RotationOutcome.Reuse, 0, row);
    }

    // The clock may step back; the anchor of the windows may not, or a window would open twice.
    private static DateTimeOffset Later(DateTimeOffset? rotatedAt, DateTimeOffset now) => rotatedAt > now ? rotatedAt.Value : now;
}
