using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// A thief who holds the token used last presents it again and again, never within the leeway. The owner refreshes regularly; every
/// access token of the owner's is seen, or none, because somebody else verifies them.
/// </summary>
/// <param name="Games">Schedules in which the thief had a turn.</param>
/// <param name="NeverFound">Schedules in which both are served for ever.</param>
/// <param name="Longest">Presentations until the session was dead, in the longest of the others.</param>
internal readonly record struct Poller(int Games, int NeverFound, int Longest)
{
    private const int End = 1_000, MostGenerations = 240;

    public static Poller PlayAll(IRefreshRules rules, bool tokensAreSeen)
    {
        var result = default(Poller);
        var leeway = rules.Leeway;
        foreach (var thiefIsFirst in (bool[])[false, true])
        {
            for (var thiefs = leeway + 1; thiefs <= 2 * leeway + 2; thiefs++)
            {
                for (var owners = 2 * leeway + 1; owners <= 8 * leeway; owners++)
                {
                    for (var phase = 0; phase < owners; phase++)
                        result = result.With(new Game(rules, tokensAreSeen).Play(thiefs, owners, phase, thiefIsFirst));
                }
            }
        }

        return result;
    }

    private Poller With(Game game) => game switch
    {
        { IsDead: false, ThiefsGain: 0 } => this,
        { IsDead: false } => this with { Games = Games + 1, NeverFound = NeverFound + 1 },
        _ => this with { Games = Games + 1, Longest = Math.Max(Longest, game.Turns) },
    };

    private sealed class Game(IRefreshRules rules, bool tokensAreSeen)
    {
        private Row row = Row.Initial;
        private int now, jar = 1, jarMade, named, namedMade;

        public int Turns { get; private set; }

        public int ThiefsGain { get; private set; }

        public bool IsDead { get; private set; }

        public Game Play(int thiefs, int owners, int phase, bool thiefIsFirst)
        {
            Present(1, byOwner: !thiefIsFirst);
            for (now = 1; now < End && !IsDead && row.Issued < MostGenerations; now++)
            {
                if (tokensAreSeen && named > 0 && rules.Confirms(row, named, namedMade, now))
                    row = row with { Confirmed = named };
                if (now % owners == phase && now > rules.Leeway)
                    Present(jar, byOwner: true);
                if (!IsDead && now % thiefs == 0 && now - row.RotatedAt > rules.Leeway)
                    Present(1, byOwner: false);
            }

            return this;
        }

        private void Present(int generation, bool byOwner)
        {
            // What the thief presents is never a candidate, so that its age does not matter.
            var decision = rules.Decide(row, generation, byOwner ? jarMade : now, now);
            row = decision.Next;
            Turns++;
            IsDead = decision.Outcome is RotationOutcome.Reuse;
            if (!byOwner)
                ThiefsGain += IsDead ? 0 : 1;
            if (!byOwner || IsDead)
                return;
            (named, namedMade) = (decision.Cookie == 0 ? generation : decision.Cookie, now);
            if (decision.Cookie != 0)
                (jar, jarMade) = (decision.Cookie, now);
        }
    }
}
