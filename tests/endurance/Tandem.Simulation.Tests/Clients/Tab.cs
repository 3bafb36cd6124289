using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Playing;
using Tandem.Simulation.Tests.Serving;

namespace Tandem.Simulation.Tests.Clients;

/// <summary>
/// A tab of a browser, or a process: one refresh in flight, given up after 12 s, aborted before it is sent again. Its access token is in
/// memory.
/// </summary>
internal sealed class Tab(Device device, World world, string name)
{
    private AccessPass? pass;
    private long wake;

    public Flight? Flight { get; private set; }

    public bool IsWaiting => Flight is { IsOpen: true };

    /// <summary>It refreshes after so long, unless something else is agreed on meanwhile.</summary>
    public void WakeAfter(long delay)
    {
        var mine = ++wake;
        world.Timeline.After(delay, () =>
        {
            if (mine == wake)
                Wake();
        });
    }

    public void Rest() => wake++;

    /// <summary>The page is loaded anew: what is under way is aborted, and the access token is gone.</summary>
    public void Reload()
    {
        if (IsWaiting)
            Flight!.StoresAfterReload = device.IsBrowser && world.Dice.Chance(0.5);
        Abort();
        pass = null;
        WakeAfter(world.Dice.Between(10, 3_000));
    }

    public void Abort()
    {
        if (Flight is not null)
            Flight.IsOpen = false;
    }

    /// <summary>Takes over a response that came in time.</summary>
    public void Take(Response response)
    {
        if (response.Cookie is { } cookie)
            device.Store(cookie);
        if (response.IsGranted)
        {
            device.ToldEnd = response.Result!.Grant!.ExpiresAt;
            pass = response.Pass;
            UseAccess();
        }
    }

    private void Wake()
    {
        var now = world.Timeline.Now;
        if (device.Jar.Current is not { } cookie)
            return;
        if (device.IsPaused || now < device.AsleepUntil)
        {
            WakeAfter(Math.Max(device.AsleepUntil - now, 0) + world.Dice.Between(10, 2_000));
            return;
        }

        if (IsWaiting)
        {
            if (world.Dice.Chance(0.5))
            {
                world.Happens(Fault.Reloaded);
                Reload();
            }
            else
            {
                WakeAfter(world.Dice.Between(1_000, 5_000));
            }

            return;
        }

        if (device.IsLocked)
        {
            WakeAfter(world.Dice.Between(50, 2_000));
            return;
        }

        var flight = Flight = new Flight(cookie, now);
        cookie.IsPresented = true;
        if (world.IsTraced)
            world.Note($"{name} sends {cookie.Generation} of {cookie.Session}");
        world.Network.Send(flight, device, response => Receive(flight, response));
        world.Timeline.After(Setting.ClientTimeout, () => GiveUp(flight));
    }

    private void GiveUp(Flight flight)
    {
        if (!flight.IsOpen)
            return;
        flight.IsOpen = false;
        world.Happens(Fault.GaveUp);
        WakeAfter(world.Dice.Chance(world.Setting.IsCrowded ? 0.9 : 0.7) ? world.Dice.Between(1, 3_000) : world.Dice.Between(1_000, 600_000));
    }

    private void Receive(Flight flight, Response response)
    {
        var now = world.Timeline.Now;
        if (now - flight.SentAt > Setting.ClientTimeout || device.Jar.Current?.Session != flight.Cookie.Session)
            return;
        if (!flight.IsOpen)
        {
            // The browser stores a cookie when it comes, also for a page that is gone.
            if (flight.StoresAfterReload && response.Cookie is { } cookie && now >= device.AsleepUntil)
                device.Store(cookie);
            return;
        }

        flight.IsOpen = false;
        if (world.IsTraced)
            world.Note($"{name} gets {response.Name} {response.Cookie?.Generation}");
        if (response.IsRefused)
        {
            device.SignedOut();
            return;
        }

        Take(response);
        WakeAfter(response.IsGranted ? Next() : world.Dice.Between(1_000, 10_000));
    }

    private long Next()
    {
        if (!world.Dice.Chance(world.Setting.Hasty))
            return world.Dice.Between(400_000, 880_000);
        if (world.Dice.Chance(0.5))
            return world.Dice.Between(10, world.Dice.Chance(0.5) ? 3_000 : 10_000);
        return world.Dice.Chance(0.5) ? world.Dice.Between(25_000, 65_000) : world.Dice.Between(55_000, 64_000);
    }

    private void UseAccess()
    {
        for (var uses = world.Dice.Below(4); uses > 0; uses--)
        {
            var used = pass!;
            world.Timeline.After(world.Dice.Chance(0.5) ? world.Dice.Between(0, world.Dice.Chance(0.5) ? 3_000 : 90_000) : world.Dice.Between(60_000, 895_000), () =>
            {
                if (pass == used && world.Timeline.Now >= device.AsleepUntil)
                    world.Timeline.After(world.Dice.Between(1, 5_000), () => world.Access(world.AnyNode(), used), isArrival: false);
            });
        }
    }
}
