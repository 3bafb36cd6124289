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
    /// <summary>Whether the answer carries a refresh token.</summary>
    public bool HandsOutRefreshToken => Outcome is RotationOutcome.Rotate or RotationOutcome.Repeat or RotationOutcome.Converge
        or RotationOutcome.Recover or RotationOutcome.FastForward;

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
        return Decide(stored.Session.Rotation, token.Generation, now, policy, stored.Session.IdleLifetime);
    }

    /// <summary>Decides for a session known to be alive and a token known to belong to it.</summary>
    public static RotationDecision Decide(
        RotationState row, long g, DateTimeOffset now, SessionPolicy policy, TimeSpan idleLifetime)
    {
        var age = row.RotatedAt is { } rotatedAt ? now - rotatedAt : TimeSpan.MaxValue;
        var windowsOpen = policy.Leeway > TimeSpan.Zero;
        var settling = windowsOpen && age <= policy.SettlingTime;
        var recoveryWindow = policy.RecoveryWindow ?? idleLifetime;

        if (g > row.Issued)
            return new(RotationOutcome.FastForward, g + 1,
                row with { ConvergeFrom = row.Used, Used = g, Base = g, Issued = g + 1, RotatedAt = Later(row.RotatedAt, now) });

        if (g > row.Base)
        {
            if (!settling)
                return new(RotationOutcome.Rotate, row.Issued + 1,
                    row with { Used = g, ConvergeFrom = g, Base = row.Issued, Issued = row.Issued + 1, RotatedAt = Later(row.RotatedAt, now) });
            return g == row.Issued
                ? new(RotationOutcome.Repeat, row.Issued, row)
                : new(RotationOutcome.AccessOnly, g, row);
        }

        // A rotation that lies ahead by more than the leeway was stored before the clock was set back. Its window is not opened again
        // for a token whose successor is known to have been delivered; until then it would be recovered anyway.
        var inWindow = age <= policy.Leeway && (age >= -policy.Leeway || row.Confirmed < row.Issued);
        if (windowsOpen && inWindow && row.ConvergeFrom <= g && g <= row.Used)
            return new(RotationOutcome.Converge, row.Issued, row);

        if (g == row.Used && recoveryWindow > TimeSpan.Zero && age <= recoveryWindow && row.Confirmed < row.Issued)
            return new(RotationOutcome.Recover, row.Issued + 1,
                row with { Issued = row.Issued + 1, RotatedAt = Later(row.RotatedAt, now) });

        return new(RotationOutcome.Reuse, 0, row);
    }

    // The clock may step back; the anchor of the windows may not, or a window would open twice.
    private static DateTimeOffset Later(DateTimeOffset? rotatedAt, DateTimeOffset now) => rotatedAt > now ? rotatedAt.Value : now;
}
