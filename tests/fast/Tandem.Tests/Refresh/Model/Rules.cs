using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// The real decision, the protocol written down a second time, drafts that must fail, and rules without the limits of the protocol.
/// </summary>
internal static class Rules
{
    /// <summary>The function the product runs, with the default policy but for the leeway.</summary>
    public static DecisionRule Real(int leeway)
    {
        var policy = new SessionPolicy { Leeway = TimeSpan.FromSeconds(leeway) };
        return (row, generation, now) => RotationDecision.Decide(row, generation, now, policy, policy.IdleLifetime);
    }

    /// <summary>The protocol of a database that loses nothing, with its times free to vary.</summary>
    public static DecisionRule Written(int leeway, int settlingTime, int repeatTime) => (row, generation, now) =>
    {
        if (generation <= row.Base)
            return Predecessor(row, generation, now, leeway);
        if (Age(row, now) > settlingTime)
            return Rotate(row, generation, now);
        return generation == row.Issued && Age(row, now) <= repeatTime
            ? new(RotationOutcome.Repeat, generation, row)
            : new(RotationOutcome.AccessOnly, generation, row);
    };

    /// <summary>Only the newest candidate may be presented.</summary>
    public static DecisionRule OnlyLatest(int leeway) => (row, generation, now) =>
    {
        if (generation != row.Issued)
            return Predecessor(row, generation, now, leeway);
        return Age(row, now) > 2 * leeway ? Rotate(row, generation, now) : new(RotationOutcome.Repeat, generation, row);
    };

    /// <summary>While things settle, an older candidate is answered with the newest.</summary>
    public static DecisionRule AnswerNewest(int leeway) => (row, generation, now) =>
    {
        if (generation <= row.Base)
            return Predecessor(row, generation, now, leeway);
        return Age(row, now) > 2 * leeway ? Rotate(row, generation, now) : new(RotationOutcome.Repeat, row.Issued, row);
    };

    /// <summary>Things settle for one leeway instead of two.</summary>
    public static DecisionRule SettleOneLeeway(int leeway) => Written(leeway, settlingTime: leeway, repeatTime: leeway);

    /// <summary>The token accepted last converges however late it comes.</summary>
    public static DecisionRule ConvergeForever(int leeway) =>
        Written(leeway: int.MaxValue, settlingTime: 2 * leeway, repeatTime: 2 * leeway);

    /// <summary>
    /// The real decision, but the newest candidate is repeated within one leeway only: later, while things settle, it is answered with an
    /// access token alone, which cannot put an older refresh token back.
    /// </summary>
    public static DecisionRule RepeatWithinLeeway(int leeway)
    {
        var real = Real(leeway);
        return (row, generation, now) => real(row, generation, now) is var decision
            && decision.Outcome is RotationOutcome.Repeat && Age(row, now) > leeway
            ? new(RotationOutcome.AccessOnly, generation, row)
            : decision;
    }

    /// <summary>
    /// A rule, but after a fast-forward every generation from <c>converge_from</c> to <c>used</c> recovers, whatever is confirmed, until
    /// the next rotation: nobody knows which of them the client kept.
    /// </summary>
    public static DecisionRule RecoverPassedOver(DecisionRule rule) => (row, generation, now) =>
        rule(row, generation, now) is var decision
        && decision.Outcome is RotationOutcome.Reuse
        && row.ConvergeFrom < row.Used && row.ConvergeFrom <= generation && generation <= row.Used
            ? Recover(row, now)
            : decision;

    private static RotationDecision Predecessor(RotationState row, long generation, DateTimeOffset now, int leeway)
    {
        if (generation != row.Used)
            return new(RotationOutcome.Reuse, 0, row);
        if (Age(row, now) <= leeway)
            return new(RotationOutcome.Converge, row.Issued, row);
        return row.Confirmed < row.Issued
            ? Recover(row, now)
            : new(RotationOutcome.Reuse, 0, row);
    }

    private static RotationDecision Recover(RotationState row, DateTimeOffset now) =>
        new(RotationOutcome.Recover, row.Issued + 1, row with { Issued = row.Issued + 1, RotatedAt = now });

    private static RotationDecision Rotate(RotationState row, long generation, DateTimeOffset now) =>
        new(RotationOutcome.Rotate, row.Issued + 1,
            row with { Used = generation, ConvergeFrom = generation, Base = row.Issued, Issued = row.Issued + 1, RotatedAt = now });

    private static int Age(RotationState row, DateTimeOffset now) =>
        row.RotatedAt is { } rotatedAt ? (int)(now - rotatedAt).TotalSeconds : int.MaxValue;
}
