using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A thief copies the jar, presents once to three times, has an access token seen late, and stops before the owner returns.</summary>
/// <param name="Found">Found out when the owner returns.</param>
/// <param name="Traceless">Answered with access tokens only, which leaves no trace in the row.</param>
/// <param name="Missed">Answered with a refresh token and not found out.</param>
internal readonly record struct SmashAndGrab(int Found, int Traceless, int Missed)
{
    public static SmashAndGrab PlayAll(IEnumerable<TheftMoment> moments, IRefreshRules rules)
    {
        var result = default(SmashAndGrab);
        foreach (var (row, jar) in moments)
        {
            for (var times = 1; times <= 3; times++)
            {
                if (Steal(row, jar, times, rules) is not var (left, hasRefreshToken))
                    continue;
                var isFound = rules.Decide(left, jar, issuedAt: 0, now: rules.SettlingTime + 1).Outcome is RotationOutcome.Reuse;
                result = isFound ? result with { Found = result.Found + 1 }
                    : hasRefreshToken ? result with { Missed = result.Missed + 1 }
                    : result with { Traceless = result.Traceless + 1 };
            }
        }

        return result;
    }

    private static (Row Left, bool HasRefreshToken)? Steal(Row row, int generation, int times, IRefreshRules rules)
    {
        var apart = rules.SettlingTime + 1;
        var hasRefreshToken = false;
        for (var n = 0; n < times; n++)
        {
            var decision = rules.Decide(row, generation, issuedAt: 0, now: apart);
            if (decision.Outcome is RotationOutcome.Reuse)
                return null;
            row = decision.Next with { RotatedAt = 0 };
            if (decision.Cookie != 0)
                (generation, hasRefreshToken) = (decision.Cookie, true);
            if (rules.Confirms(row, generation, issuedAt: 0, now: apart))
                row = row with { Confirmed = generation };
        }

        return (row, hasRefreshToken);
    }
}
