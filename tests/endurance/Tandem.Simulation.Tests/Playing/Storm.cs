using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Serving;

namespace Tandem.Simulation.Tests.Playing;

/// <summary>What goes wrong in a history, and what is done to it by hand, at random times.</summary>
internal sealed class Storm(World world)
{
    private int roles;
    private (int Commit, long At)? backup;

    public void Begin()
    {
        var dice = world.Dice;
        world.Store.Failing = Failing;
        ForDevices(0.4, device => dice.Pick(device.Tabs).Reload(), Fault.Reloaded);
        ForDevices(0.3, device => device.Crash());
        ForDevices(0.3, device => device.Sleep());
        ForDevices(0.2, device => device.SignOut());
        Sometimes(0.15, ChangeRoles);
        Sometimes(0.05, () =>
        {
            if (world.Devices[0].Jar.Current is { } cookie)
                world.Forge(world.AnyNode(), cookie);
        });
        Sometimes(0.03, EndOne);
        Sometimes(0.03, EndAll);
        if (world.Setting.StepsClock)
            Sometimes(0.9, SetClocks);
        if (world.Setting.IsCalm)
            return;
        Sometimes(0.3, RestartNode);
        Sometimes(0.3, world.LoseCommits);
        Sometimes(0.15, ChangeMasterKey);
        if (dice.Chance(0.08))
        {
            var at = dice.Between(0, world.Setting.Length * 2 / 3);
            world.Timeline.After(at, () => backup = (world.Store.Commits, world.Timeline.Now));
            world.Timeline.After(dice.Between(at, world.Setting.Length), Restore);
        }
    }

    private void ForDevices(double chance, Action<Device> happens, Fault? fault = null)
    {
        foreach (var device in world.Devices)
        {
            Sometimes(chance, () =>
            {
                if (!device.IsSignedIn || device.IsPaused || world.Timeline.Now < device.AsleepUntil)
                    return;
                if (fault is { } named)
                    world.Happens(named);
                happens(device);
            });
        }
    }

    private void Sometimes(double chance, Action happens)
    {
        while (world.Dice.Chance(chance))
        {
            world.Timeline.After(world.Dice.Between(0, world.Setting.Length), () =>
            {
                if (world.IsStormy)
                    happens();
            });
        }
    }

    private WriteFailure Failing()
    {
        if (!world.IsStormy || world.Setting.StorageFaults == 0 || !world.Dice.Chance(world.Setting.StorageFaults))
            return WriteFailure.None;
        var failure = world.Dice.Chance(0.5) ? WriteFailure.Before : WriteFailure.After;
        world.Happens(failure is WriteFailure.Before ? Fault.WriteFailedBefore : Fault.WriteFailedAfter);
        return failure;
    }

    private void RestartNode() => Restart(world.AnyNode());

    private void Restart(Node node)
    {
        world.Happens(Fault.NodeRestarted);
        node.IsUp = false;
        world.Store.Crash();
        world.Timeline.After(world.Dice.Between(0, 20_000), node.Start);
    }

    private void Restore()
    {
        if (!world.IsStormy || backup is not { } taken || world.Timeline.Now - taken.At > 20 * 60_000)
            return;
        world.Happens(Fault.BackupRestored);
        var now = world.Nodes[0].Clock.UtcNow;
        world.Store.LoseAfter(taken.Commit);
        world.Oracle.Lost(taken.Commit);
        var keeps = world.Dice.Chance(0.7);
        world.Store.Disarm(keeps, now);
        if (!keeps)
        {
            foreach (var session in world.Oracle.Living)
                world.Oracle.Ended(session, isSignOut: false);
        }

        foreach (var node in world.Nodes)
            Restart(node);
    }

    // The installation's clock follows: all machines are set by the same server.
    private void SetClocks()
    {
        world.Happens(Fault.ClockSet);
        var step = world.Dice.Chance(0.5) ? world.Dice.Between(-1_200_000, 1_200_000) : world.Dice.Between(-60_000, 60_000);
        foreach (var node in world.Nodes)
        {
            _ = node.Clock.UtcNow;
            node.Time.Step += step;
            _ = node.Clock.UtcNow;
        }
    }

    private void ChangeMasterKey()
    {
        world.Happens(Fault.MasterKeyChanged);
        foreach (var node in world.Nodes)
        {
            node.ChangeMasterKey();
            world.Timeline.After(world.Dice.Between(0, 60_000), node.ChangeMasterKey);
        }
    }

    private void ChangeRoles()
    {
        var node = world.AnyNode();
        if (!node.IsUp)
            return;
        world.Happens(Fault.RolesChanged);
        var name = $"{++roles}";
        world.Oracle.Roles = null;
        if (Try(() => World.Wait(node.Accounts.SetRolesAsync(world.Store.Accounts.Single(), [name], Caller.Local, CancellationToken.None))))
            world.Oracle.Roles = (name, world.Timeline.Now);
    }

    private void EndOne()
    {
        var node = world.AnyNode();
        if (!node.IsUp || world.Devices[0].Jar.Current?.Session is not { } session)
            return;
        world.Happens(Fault.EndedByAdmin);
        session.EndAsked = true;
        var account = world.Store.Accounts.Single();
        if (Try(() => World.Wait(node.Sessions.EndAsync(account.Id, session.Id, SessionEnd.EndedByAdmin, Caller.Local, CancellationToken.None))))
            world.Oracle.Ended(session, isSignOut: false);
    }

    private void EndAll()
    {
        var node = world.AnyNode();
        if (!node.IsUp)
            return;
        world.Happens(Fault.AllEnded);
        var living = world.Oracle.Living.ToArray();
        foreach (var session in living)
            session.EndAsked = true;
        var done = Try(() =>
        {
            node.Sessions.EndAllAsync(world.Store.Accounts.Single().Id, null, SessionEnd.EndedByOwner, Caller.Local, CancellationToken.None).GetAwaiter().GetResult();
            return true;
        });
        if (done)
        {
            foreach (var session in living)
                world.Oracle.Ended(session, isSignOut: false);
        }
    }

    private static bool Try(Func<bool> write)
    {
        try
        {
            return write();
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
