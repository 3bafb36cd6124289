using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Thieves;

/// <summary>Somebody has a copy of a token of the first device, and uses it in one of several ways.</summary>
internal sealed partial class Theft(World world, ThiefKind kind)
{
    // Outside all windows, also by a clock that is slow by a tenth.
    private const long OutsideWindows = 70_000;

    private readonly List<Cookie> held = [];

    // Of what it was handed out itself: what the database has forgotten since.
    private readonly HashSet<Cookie> ahead = [];

    private Device Owner => world.Devices[0];

    private SessionFacts? Session => held.Count > 0 ? held[0].Session : null;

    private bool IsOwnersSession => Owner.Jar.Current is { } cookie && cookie.Session == Session;

    public void Play()
    {
        var dice = world.Dice;
        for (var waited = 0; !Owner.IsSignedIn || Owner.IsPaused; waited++)
        {
            if (waited == 20)
                return;
            world.Timeline.RunUntil(world.Timeline.Now + 30_000);
        }

        world.Tally.Thieves[(int)kind]++;
        Steal(kind is ThiefKind.OldBackup ? dice.Pick(Owner.Jar.Known) : Owner.Jar.Current!);
        switch (kind)
        {
            case ThiefKind.Early:
                for (var times = dice.Between(1, 4); times > 0; times--)
                    world.Timeline.After(dice.Between(0, 600_000), () => Use(dice.Pick(held)));
                world.Timeline.RunUntil(world.Timeline.Now + 600_000);
                TakeTurns();
                break;
            case ThiefKind.Late:
                world.Timeline.RunUntil(world.Timeline.Now + dice.Between(300_000, 2_400_000));
                TakeTurns();
                break;
            case ThiefKind.SmashAndGrab:
                SmashAndGrab();
                break;
            case ThiefKind.Poller:
                Poll();
                break;
            case ThiefKind.Follower:
                Follow();
                break;
            default:
                TakeTurns();
                break;
        }
    }

    /// <summary>Both present in turn, outside all windows, until the session is dead.</summary>
    private void TakeTurns()
    {
        world.Quieten();
        ahead.UnionWith(held.Skip(1).Where(cookie => cookie.StoredAt < Session?.TheftRewoundAt));
        var limit = world.Oracle.HasLostCommits ? 6 : 5;
        var isThiefsTurn = kind is ThiefKind.OldBackup || world.Dice.Chance(0.5);
        for (var turn = 1; IsOwnersSession && Session!.EndedAt is null; turn++)
        {
            Wait(OutsideWindows, 600_000);
            Response response;
            if (isThiefsTurn)
            {
                var cookie = world.Dice.Pick(held);
                // A generation that the row forgot and makes again: the thief has the owner's next token before the owner has it, which is a new copy.
                if (ahead.Remove(cookie))
                    turn = 1;
                response = Use(cookie);
            }
            else
            {
                response = OwnerPresents();
            }

            if (response.IsRefused)
            {
                Found(response, turn);
                return;
            }

            if (turn == limit)
            {
                world.Oracle.Violated(Invariant.I3ThiefIsFound, $"owner and thief were both served in {turn} presentations in turn");
                return;
            }

            isThiefsTurn = !isThiefsTurn;
        }
    }

    private void Steal(Cookie cookie)
    {
        held.Add(cookie.Copy());
        if (world.IsTraced)
            world.Note($"{kind} thief copies {cookie.Generation} of {cookie.Session}");
    }

    private Response Use(Cookie cookie)
    {
        var response = world.Present(world.AnyNode(), cookie, device: null);
        if (response.Cookie is { } cookieOfThief)
        {
            cookieOfThief.StoredAt = world.Timeline.Now;
            held.Add(cookieOfThief);
        }

        return response;
    }

    private Response OwnerPresents()
    {
        var response = world.Present(world.AnyNode(), Owner.Jar.Current!, Owner);
        Owner.Tabs[0].Take(response);
        return response;
    }

    private void Wait(long least, long most) => world.Timeline.RunUntil(world.Timeline.Now + world.Dice.Between(least, most));

    // Over for good: nothing that either side has is of use.
    private void Found(Response response, int turn)
    {
        if (response.Result!.Outcome is not Refresh.RotationOutcome.Reuse)
            return;
        world.Tally.ThievesJudged[(int)kind]++;
        if (turn > 0)
            world.Tally.FoundAt[Math.Min(turn, world.Tally.FoundAt.Length - 1)]++;
        Wait(2_000, 100_000);
        foreach (var cookie in held.ToArray())
            Use(cookie);
        if (IsOwnersSession)
            OwnerPresents();
    }
}
