using Tandem.Refresh;
using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Thieves;

/// <summary>The thieves who do not take turns.</summary>
internal sealed partial class Theft
{
    /// <summary>The owner is absent; the thief presents, uses the access token more than a minute later, and is gone.</summary>
    private void SmashAndGrab()
    {
        world.Quieten();
        if (!IsOwnersSession || Session!.EndedAt is not null)
            return;
        var tokens = 0;
        var cookie = held[^1] = Owner.Jar.Current!.Copy();
        Response response = Response.Unavailable;
        for (var times = world.Dice.Between(1, 3); times > 0; times--)
        {
            response = Use(cookie);
            if (!response.IsGranted)
                return;
            tokens += response.Cookie is null ? 0 : 1;
            cookie = response.Cookie ?? cookie;
            // An access token that another node made, less than the clocks' difference after the rotation, looks older than that.
            Wait(world.Setting.Skew > 0 ? world.Setting.Skew + 1_000 : 0, 90_000);
        }

        Wait(75_000, 700_000);
        if (tokens == 0 || !world.Access(world.AnyNode(), response.Pass!))
            return;
        Wait(5_000, 3_600_000);
        response = OwnerPresents();
        if (response.IsGranted)
        {
            world.Oracle.Violated(Invariant.I3ThiefIsFound, "the owner returns and is served, although the thief's access token was used");
            return;
        }
        Found(response, 0);
    }

    /// <summary>Presents what was used last, again and again, so that the session never settles.</summary>
    private void Poll()
    {
        world.Quieten();
        if (!IsOwnersSession || Session!.EndedAt is not null)
            return;
        var predecessor = Owner.Jar.Current!;
        if (OwnerPresents().Result?.Outcome is not RotationOutcome.Rotate)
            return;
        held.Add(predecessor.Copy());
        var thief = held[^1];
        var polledAt = world.Timeline.Now;
        var ownersNext = world.Timeline.Now + world.Dice.Between(100_000, 700_000);
        while (true)
        {
            Wait(35_000, 55_000);
            var ownerRefreshed = world.Timeline.Now >= ownersNext;
            if (ownerRefreshed && OwnerPresents() is { IsRefused: true } refused)
            {
                Found(refused, 0);
                return;
            }

            if (ownerRefreshed)
                Wait(1_000, 20_000);
            var since = world.Timeline.Now - polledAt;
            polledAt = world.Timeline.Now;
            var response = Use(thief);
            if (response.IsRefused)
            {
                Found(response, 0);
                return;
            }

            // On a node whose clock lags behind, or follows a step, the poller's last presentation may be within the leeway still.
            if (ownerRefreshed && !(response.Result?.Outcome is RotationOutcome.Converge && since <= (Oracle.Leeway * 11 / 10) + world.Setting.Skew))
            {
                world.Oracle.Violated(Invariant.I3ThiefIsFound, $"the poller is served ({response.Name}) after the owner's next refresh");
                return;
            }
        }
    }

    /// <summary>Presents what the owner has just presented, always within one leeway.</summary>
    private void Follow()
    {
        world.Quieten();
        for (var round = world.Dice.Between(3, 10); round > 0 && IsOwnersSession && Session!.EndedAt is null; round--)
        {
            Wait(OutsideWindows, 800_000);
            var presented = Owner.Jar.Current!;
            if (OwnerPresents().IsRefused)
                return;
            Wait(100, 20_000);
            if (Use(presented).IsRefused)
                return;
        }
    }
}
