using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Clients;

/// <summary>One machine of an owner: a browser with tabs that share a jar, or processes that share a store.</summary>
internal sealed class Device
{
    private readonly World world;
    private readonly string name;
    private readonly bool hasLock;

    public Device(World world, string name)
    {
        (this.world, this.name) = (world, name);
        IsBrowser = world.Dice.Chance(0.7);
        hasLock = world.Dice.Chance(world.Setting.IsCrowded ? 0.05 : 0.4);
        Jar = new Jar(isStore: !IsBrowser);
        var count = world.Dice.Between(world.Setting.IsCrowded ? 2 : 1, IsBrowser ? 3 : 2);
        for (var index = 1; index <= count; index++)
            Tabs.Add(new Tab(this, world, $"{name}{(IsBrowser ? "tab" : "process")}{index}"));
    }

    public bool IsBrowser { get; }

    public Jar Jar { get; }

    public List<Tab> Tabs { get; } = [];

    /// <summary>The end told in the last response that it received.</summary>
    public DateTimeOffset ToldEnd { get; set; }

    /// <summary>No refresh is begun: somebody signs in or out, or takes turns with a thief.</summary>
    public bool IsPaused { get; set; }

    public long AsleepUntil { get; private set; }

    /// <summary>Another tab refreshes and has the lock.</summary>
    public bool IsLocked => hasLock && Tabs.Any(tab => tab.IsWaiting);

    public bool IsSignedIn => Jar.Current is not null;

    public void Store(Cookie cookie)
    {
        if (!Jar.Store(cookie, world.Timeline.Now))
            return;
        if (world.IsTraced)
            world.Note($"{name}jar {cookie.Generation}");
        if (world.IsStormy && world.Setting.IsLossy && world.Dice.Chance(0.03))
            world.Timeline.After(world.Dice.Between(0, 30_000), Crash);
    }

    public void SignIn()
    {
        if (world.SignIn(this) is { } started)
        {
            Jar.Clear();
            Store(started);
            ToldEnd = started.End;
            IsPaused = false;
            foreach (var tab in Tabs)
                tab.WakeAfter(world.Dice.Between(0, 5_000));
        }
        else
        {
            world.Timeline.After(world.Dice.Between(1_000, 20_000), SignIn);
        }
    }

    /// <summary>The session was refused, or ended here: back to the sign-in page.</summary>
    public void SignedOut()
    {
        Jar.Clear();
        foreach (var tab in Tabs)
        {
            tab.Abort();
            tab.Rest();
        }

        world.Timeline.After(world.Dice.Between(15_000, 300_000), () =>
        {
            if (IsSignedIn || world.IsOver)
                return;
            world.Happens(Fault.SignedInAgain);
            SignIn();
        });
    }

    /// <summary>Waits for the refreshes under way in all tabs, then tells the server until it has acknowledged it.</summary>
    public void SignOut()
    {
        if (!IsSignedIn || IsPaused)
            return;
        IsPaused = true;
        world.Timeline.After(13_000, () =>
        {
            IsPaused = false;
            if (Jar.Current is not { } cookie)
                return;
            world.Happens(Fault.SignedOut);
            cookie.Session.EndAsked = true;
            SendSignOut(cookie, 6);
            SignedOut();
        });
    }

    /// <summary>
    /// What is under way may arrive when the machine wakes up. Promised for one refresh under way, and not where another tab's has
    /// replaced its token meanwhile.
    /// </summary>
    public void Sleep()
    {
        if (Tabs.Count(tab => tab.IsWaiting) > 1 || IsPaused || world.Timeline.Now < AsleepUntil)
            return;
        world.Happens(Fault.Slept);
        AsleepUntil = world.Timeline.Now + (world.Dice.Chance(0.7) ? world.Dice.Between(20_000, 900_000) : world.Dice.Between(900_000, 9_000_000));
        foreach (var tab in Tabs)
        {
            if (tab.IsWaiting)
            {
                tab.Flight!.HeldUntil = world.Dice.Chance(0.5) && tab.Flight.Cookie == Jar.Current ? AsleepUntil : 0;
                tab.Abort();
            }

            tab.WakeAfter(AsleepUntil - world.Timeline.Now + world.Dice.Between(0, 2_000));
        }
    }

    /// <summary>The browser or the processes are killed and started again.</summary>
    public void Crash()
    {
        if (IsPaused || !IsSignedIn || !world.IsStormy || world.Timeline.Now < AsleepUntil)
            return;
        world.Happens(IsBrowser ? Fault.BrowserCrashed : Fault.ProcessCrashed);
        if (Jar.Crash(world.Timeline.Now, world.Dice.Between(0, 30_000)) > 0)
        {
            // With the cookie goes what was told with it.
            world.Happens(Fault.CookieLost);
            ToldEnd = Jar.Current!.End;
        }

        foreach (var tab in Tabs)
        {
            tab.Reload();
            if (tab.Flight is { } flight)
                flight.StoresAfterReload = false;
        }
    }

    private void SendSignOut(Cookie cookie, int attempts)
    {
        if (attempts == 0)
            return;
        world.Network.SendSignOut(cookie, acknowledged =>
        {
            if (!acknowledged)
                world.Timeline.After(world.Dice.Between(1_000, 30_000), () => SendSignOut(cookie, attempts - 1));
        });
    }
}
