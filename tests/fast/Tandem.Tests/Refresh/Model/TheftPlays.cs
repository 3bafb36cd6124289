using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// Plays every theft: at every moment that honest histories lead to, any one token is copied; then owner and thief present what they
/// hold in turn, outside all windows, until the session is dead.
/// </summary>
internal sealed class TheftPlays
{
    public const int Endless = 1_000;

    private const int MostGenerations = 150;

    private readonly IRefreshRules rules;
    private readonly int apart;
    private readonly Dictionary<string, int> known = [];

    private TheftPlays(IRefreshRules rules) => (this.rules, apart) = (rules, rules.SettlingTime + 1);

    /// <summary>The number of plays, and the presentations of the longest; <see cref="Endless"/> if one goes on for ever.</summary>
    /// <param name="moments">When tokens are stolen.</param>
    /// <param name="rules">What decides.</param>
    /// <param name="lostCommits">Generations beyond the row that may have been handed out before a loss.</param>
    /// <param name="lostAnswers">Answers to the owner that are lost on the way.</param>
    public static (int Plays, int Longest) PlayAll(
        IEnumerable<TheftMoment> moments, IRefreshRules rules, int lostCommits = 0, int lostAnswers = 0)
    {
        var theft = new TheftPlays(rules);
        var (plays, longest) = (0, 0);
        foreach (var (row, jar) in moments)
        {
            for (var stolen = Math.Max(1, Math.Min(row.From, row.Used)); stolen <= Math.Max(row.Issued, jar) + lostCommits; stolen++)
            {
                foreach (var thiefsTurn in (bool[])[false, true])
                {
                    theft.known.Clear();
                    plays++;
                    longest = Math.Max(longest, theft.Play(new(row, jar, [stolen], thiefsTurn), lostAnswers));
                }
            }
        }

        return (plays, longest);
    }

    private int Play(Position position, int lostAnswers)
    {
        if (position.Row.Issued > MostGenerations)
            return Endless;
        var key = position.Key(lostAnswers);

        // Met again on the way, a position goes on for ever.
        if (!known.TryAdd(key, Endless))
            return known[key];
        var longest = 0;
        foreach (var generation in position.ThiefsTurn ? position.Thiefs : [position.Owners])
            longest = Math.Max(longest, Present(position, generation, lostAnswers));
        return known[key] = longest;
    }

    private int Present(Position position, int generation, int lostAnswers)
    {
        var decision = rules.Decide(position.Row, generation, issuedAt: 0, now: apart);
        if (decision.Outcome is RotationOutcome.Reuse)
            return 1;
        var answer = decision.Cookie == 0 ? generation : decision.Cookie;
        var after = position with { Row = decision.Next with { RotatedAt = 0 }, ThiefsTurn = !position.ThiefsTurn };
        var rest = Play(
            position.ThiefsTurn ? after with { Thiefs = [.. after.Thiefs.Append(answer).Distinct().Order()] } : after with { Owners = answer },
            lostAnswers);
        if (!position.ThiefsTurn && lostAnswers > 0)
            rest = Math.Max(rest, Play(after, lostAnswers - 1));
        return Math.Min(Endless, 1 + rest);
    }

    private sealed record Position(Row Row, int Owners, int[] Thiefs, bool ThiefsTurn)
    {
        /// <summary>Equal for positions that differ only by generations that nobody holds.</summary>
        public string Key(int lostAnswers)
        {
            int[] held = [.. Thiefs.Concat([Owners, Row.Issued, Row.Base, Row.Used, Row.From]).Distinct().Order()];
            int[] shown =
            [
                Name(Owners), Name(Row.Issued), Name(Row.Base), Name(Row.Used), Name(Row.From), ThiefsTurn ? 1 : 0, lostAnswers,
                Row.IsConfirmed ? 1 : 0, .. Thiefs.Select(Name),
            ];
            return string.Concat(shown.Select(number => (char)number));

            int Name(int generation) => generation <= Row.Issued
                ? Array.IndexOf(held, generation) + 1
                : Array.IndexOf(held, Row.Issued) + 1 + generation - Row.Issued;
        }
    }
}
