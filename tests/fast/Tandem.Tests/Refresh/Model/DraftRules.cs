using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>The decision written down a second time, so that one thing in it can be changed. Unchanged it is the product's.</summary>
internal sealed record DraftRules(int Leeway) : IRefreshRules
{
    public enum Forwarding { Raise, RaiseAtOnce, Accept, AcceptKeeping }

    public enum Confirming { AnyCandidate, NewestOnly, Nothing }

    public enum Unsettled { AccessOnly, NewestRepeats, AllGetTheNewest, AllRepeat }

    /// <summary>What becomes of a token newer than the row.</summary>
    public Forwarding Forward { get; init; }

    /// <summary>Whose delivery ends recovery.</summary>
    public Confirming Confirm { get; init; }

    /// <summary>What a candidate gets that is presented while things settle.</summary>
    public Unsettled Candidate { get; init; }

    public bool WantsFreshSightings { get; init; } = true;

    /// <summary>Whether presenting a candidate confirms it.</summary>
    public bool UsesTokenAge { get; init; } = true;

    /// <summary>Whether generations that an accepted fast-forward passed over recover, whatever is confirmed.</summary>
    public bool PassedOverRecover { get; init; }

    public bool OthersLive { get; init; }

    public bool OnlyNewestLives { get; init; }

    public bool Recovers { get; init; } = true;

    public int SettlingTime { get; init; } = 2 * Leeway;

    public int ConvergingTime { get; init; } = Leeway;

    /// <summary>Age beyond which an access token confirms.</summary>
    public int SeenAfter { get; init; } = 2 * Leeway;

    /// <summary>Age beyond which a presented candidate confirms.</summary>
    public int KeptFor { get; init; } = 2 * Leeway;

    private bool Accepts => Forward is Forwarding.Accept or Forwarding.AcceptKeeping;

    public Decision Decide(in Row row, int generation, int issuedAt, int now)
    {
        if (generation > row.Issued && Accepts)
            return HandOut(RotationOutcome.FastForward, now, row with
            {
                From = Forward is Forwarding.Accept ? row.Used : row.From,
                Used = generation,
                Base = generation,
                Issued = generation,
            });

        var isForward = generation > row.Issued;
        var raised = !isForward ? row : row with
        {
            Issued = generation,
            RotatedAt = Forward is Forwarding.Raise ? Math.Max(row.RotatedAt, now) : row.RotatedAt,
        };
        var age = now - raised.RotatedAt;
        if (generation > row.Base)
            return age > SettlingTime
                ? HandOut(RotationOutcome.Rotate, now, raised with
                {
                    Used = generation,
                    From = generation,
                    Base = OthersLive ? generation : raised.Issued,
                })
                : NotSettled(raised, generation, issuedAt, now, isForward);

        if (generation == row.Used || (Accepts && row.From <= generation && generation <= row.Used))
        {
            if (age <= ConvergingTime)
                return new(RotationOutcome.Converge, row.Issued, row);
            var ended = Confirm is Confirming.NewestOnly ? row.Confirmed == row.Issued : row.IsConfirmed;
            if (Recovers && ((generation == row.Used && !ended) || (PassedOverRecover && row.From < row.Used)))
                return HandOut(RotationOutcome.Recover, now, OnlyNewestLives ? row with { Base = row.Issued } : row);
        }

        return new(RotationOutcome.Reuse, 0, row);
    }

    public bool Confirms(in Row row, int generation, int issuedAt, int now)
    {
        if (Confirm is Confirming.Nothing || now - issuedAt <= SeenAfter || generation > row.Issued
            || (WantsFreshSightings && issuedAt < row.RotatedAt))
            return false;
        return Confirm is Confirming.NewestOnly
            ? generation == row.Issued && row.Confirmed < generation
            : generation > row.Base && !row.IsConfirmed;
    }

    private Decision NotSettled(in Row row, int generation, int issuedAt, int now, bool isForward)
    {
        var next = UsesTokenAge && now - issuedAt > KeptFor && !row.IsConfirmed ? row with { Confirmed = generation } : row;
        if (isForward)
            return new(RotationOutcome.FastForward, 0, next);
        var cookie = Candidate switch
        {
            Unsettled.AllGetTheNewest => row.Issued,
            Unsettled.AllRepeat => generation,
            Unsettled.NewestRepeats when generation == row.Issued => generation,
            _ => 0,
        };
        return new(RotationOutcome.AccessOnly, cookie, next);
    }

    private static Decision HandOut(RotationOutcome outcome, int now, in Row row)
    {
        var next = row with { Issued = row.Issued + 1, RotatedAt = Math.Max(row.RotatedAt, now) };
        return new(outcome, next.Issued, next);
    }
}
