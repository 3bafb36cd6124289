using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.Testing;
using Tandem.Tests.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>
/// Writes the table of decisions that the stores and the TypeScript test server are checked against: with <c>TANDEM_UPDATE=1</c> in the
/// environment the file is made anew.
/// </summary>
public sealed class RotationTableTests
{
    private const string Notice = "Made from RotationDecision by tests/Tandem.Tests. Do not edit: run it with TANDEM_UPDATE=1.";

    private const long Leeway = 30_000;
    private const long Recovery = 600_000;
    private const long Idle = 3_600_000;

    // An absolute end that lies between the settling time and the idle end.
    private const long End = 100_000;

    // When rows that have rotated did so last, from the creation of the session: the age of a rotation is the rest of "now".
    private const long RotatedAt = 100_000_000;

    private static readonly Dictionary<string, RotationTable.Windows> Policies = new()
    {
        ["usual"] = new(Leeway, RecoveryWindow: null, Idle, AbsoluteLifetime: null),
        ["short recovery"] = new(Leeway, Recovery, Idle, AbsoluteLifetime: null),
        ["no recovery"] = new(Leeway, RecoveryWindow: 0, Idle, AbsoluteLifetime: null),
        ["no leeway"] = new(Leeway: 0, RecoveryWindow: null, Idle, AbsoluteLifetime: null),
        ["no leeway, short recovery"] = new(Leeway: 0, Recovery, Idle, AbsoluteLifetime: null),
        ["one-time use"] = new(Leeway: 0, RecoveryWindow: 0, Idle, AbsoluteLifetime: null),
        ["absolute end"] = new(Leeway, RecoveryWindow: null, Idle, RotatedAt + End),
    };

    private static readonly RotationTable.State New = new(Issued: 1, Base: 0, Used: 0, RotatedAt: null, Confirmed: 0);
    private static readonly RotationTable.State Rotated = new(Issued: 2, Base: 1, Used: 1, RotatedAt, Confirmed: 0);
    private static readonly RotationTable.State TwoCandidates = new(Issued: 5, Base: 3, Used: 3, RotatedAt, Confirmed: 0);
    private static readonly RotationTable.State LostCandidate = new(Issued: 6, Base: 5, Used: 4, RotatedAt, Confirmed: 0);

    // Raised by a token from before a loss: whatever lies between became a candidate.
    private static readonly RotationTable.State Forwarded = new(Issued: 8, Base: 4, Used: 3, RotatedAt, Confirmed: 0);

    // Older than the settling time and the second that its whole seconds may hide, to the millisecond.
    private static readonly long[] TokenAges = [0, 2 * Leeway, 2 * Leeway + 1_000, 2 * Leeway + 1_001];

    [Fact]
    public void The_checked_in_table_is_what_the_decision_says()
    {
        var path = Repository.PathOf(RotationTable.File);
        var expected = new RotationTable(Notice, Policies, [.. Inputs().Distinct().Select(Decide)]).Write();
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            File.WriteAllText(path, expected);

        var actual = File.ReadAllText(path).ReplaceLineEndings("\n");
        var different = actual.Split('\n').Except(expected.Split('\n'));
        Assert.True(
            actual == expected,
            $"{RotationTable.File} is not what RotationDecision says. If that is meant, run these tests with TANDEM_UPDATE=1.\n{string.Join('\n', different)}");
    }

    [Fact]
    public void The_table_has_every_outcome_of_a_genuine_token()
    {
        RotationOutcome[] elsewhere = [RotationOutcome.Unknown, RotationOutcome.Forged];

        Assert.Equal(Enum.GetValues<RotationOutcome>().Except(elsewhere), Inputs().Select(input => Decide(input).Outcome).Distinct().Order());
    }

    // Each limit is met three times: a millisecond before it, at it, a millisecond after it.
    private static IEnumerable<Input> Inputs()
    {
        var ages = Around(-Leeway, 0, Leeway, 2 * Leeway, Recovery, Idle).ToArray();
        return
        [
            .. Each("short recovery", [TwoCandidates], ages),
            .. Each("short recovery", Confirmed(TwoCandidates), ages, [2, 3]),
            .. Each("usual", [TwoCandidates], Around(Leeway, Idle), [3, 5]),
            .. Each("no recovery", [TwoCandidates], Around(Leeway, 2 * Leeway), [3, 5]),
            .. Each("usual", [New], Around(0, Idle)),
            .. Each("usual", [Rotated, LostCandidate, Forwarded], [0, Leeway + 1, 2 * Leeway + 1]),
            .. Each("usual", [Forwarded, .. Confirmed(Forwarded)], Around(-Idle, -Leeway, Leeway), [3, 4, 7]),
            .. Each("usual", [TwoCandidates, .. Confirmed(TwoCandidates)], [0, 2 * Leeway, 2 * Leeway + 1], [3, 4, 5, 6], TokenAges),
            .. Each("no leeway", [TwoCandidates], Around(-Leeway, 0, Idle)),
            .. Each("no leeway, short recovery", [TwoCandidates, .. Confirmed(TwoCandidates)], Around(Recovery), [3, 5]),
            .. Each("one-time use", [TwoCandidates], Around(0), [2, 3, 4, 5, 6]),
            .. Each("absolute end", [TwoCandidates], Around(End), [3, 5, 6]),
        ];

        static IEnumerable<long> Around(params long[] limits) => limits.SelectMany(limit => new[] { limit - 1, limit, limit + 1 });

        static IEnumerable<RotationTable.State> Confirmed(RotationTable.State state) =>
            [.. new[] { state.Base, state.Base + 1, state.Issued }.Select(confirmed => state with { Confirmed = confirmed })];

        static IEnumerable<Input> Each(
            string policy, IEnumerable<RotationTable.State> states, IEnumerable<long> ages, long[]? presented = null, long[]? tokenAges = null) =>
            from state in states
            from generation in presented ?? Generations(state)
            from age in ages
            from tokenAge in tokenAges ?? [0]
            let now = (state.RotatedAt ?? 0) + age
            select new Input(policy, state, generation, now - tokenAge, now);

        static long[] Generations(RotationTable.State state) =>
        [
            .. new[]
            {
                state.Used - 1, state.Used, state.Used + 1, state.Base, state.Base + 1, state.Issued - 1, state.Issued, state.Issued + 1,
                state.Issued + 2,
            }.Where(generation => generation >= 0).Distinct().Order(),
        ];
    }

    private static RotationTable.Row Decide(Input input)
    {
        var created = StoredSessions.CreatedAt;
        var policy = Policies[input.Policy].ToPolicy();
        var row = input.State.ToRotation(created);
        Assert.True(row.IsConsistent, $"No store keeps such a row: {row}");
        var session = StoredSessions.Session with
        {
            Rotation = row,
            IdleLifetime = policy.IdleLifetime,
            AbsoluteExpiresAt = created + policy.AbsoluteLifetime,
        };

        var decision = RotationDecision.Decide(
            StoredSessions.Of(session), StoredSessions.Token(input.Presented) with { IssuedAt = created.AddMilliseconds(input.IssuedAt) },
            created.AddMilliseconds(input.Now), policy);

        var next = decision.Next == row ? null : RotationTable.State.Of(decision.Next, created);
        return new(input.Policy, input.State, input.Presented, input.IssuedAt, input.Now, decision.Outcome, decision.Generation, next);
    }

    private sealed record Input(string Policy, RotationTable.State State, long Presented, long IssuedAt, long Now);
}
