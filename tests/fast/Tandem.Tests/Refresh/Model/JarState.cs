namespace Tandem.Tests.Refresh.Model;

/// <summary>A session's row, the jar that holds its token, and what is in flight between them. A value: copied for every step.</summary>
internal struct JarState
{
    public Row Row;

    /// <summary>What the database falls back to, once a loss is prepared.</summary>
    public Row Durable;
    public bool IsLossPrepared;

    /// <summary>Commits since, all of which will be lost.</summary>
    public int Commits;
    public int LossesLeft;

    /// <summary>Ticks since the beginning.</summary>
    public int Now;

    /// <summary>The generation in the jar, and when that token was made.</summary>
    public int Jar, JarMade;

    /// <summary>The same on the browser's disk, and for how many ticks they have been different.</summary>
    public int Disk, DiskMade, Dirty;

    public Tabs Tabs;
    public Orphans Orphans;
    public int OrphanCount;
    public Sightings Sightings;
    public int SightingCount;

    /// <summary>Where it stands in the tree of histories.</summary>
    public int Node;

    public static JarState Initial(JarSettings settings) => new()
    {
        Row = Row.Initial,
        LossesLeft = settings.Losses,
        Jar = 1,
        Disk = 1,
    };

    public readonly int Busy
    {
        get
        {
            var busy = 0;
            foreach (ref readonly var tab in Tabs)
                busy += tab.Mode is TabMode.Busy ? 1 : 0;
            return busy;
        }
    }

    public void Pass(int ticks, JarSettings settings)
    {
        Now += ticks;
        if (Jar != Disk && (Dirty += ticks) > settings.Flush)
            WriteJar();
    }

    /// <summary>After a tick: who waits too long gives up, and what is under way too long never arrives.</summary>
    public void AgeFlights(JarSettings settings)
    {
        for (var i = OrphanCount - 1; i >= 0; i--)
        {
            ref var orphan = ref Orphans[i];
            orphan = orphan with { Age = orphan.Age + 1 };
            if (orphan.Age > (orphan.IsAnswered ? settings.Late : settings.Transit))
                Drop(i);
        }

        for (var i = 0; i < settings.Tabs; i++)
        {
            ref var tab = ref Tabs[i];
            if (tab.Mode is not TabMode.Busy)
                continue;
            tab.Flight = tab.Flight with { Age = tab.Flight.Age + 1 };
            if (tab.Flight.Age > settings.ClientTimeout || (!tab.Flight.IsAnswered && tab.Flight.Age > settings.Transit))
                GiveUp(i, settings);
        }
    }

    public void GiveUp(int tab, JarSettings settings)
    {
        var flight = Tabs[tab].Flight;
        Tabs[tab] = default;
        var arrives = flight.IsAnswered
            ? settings.StoresLate && flight.Cookie != Flight.AccessOnly && flight.Age <= settings.Late
            : flight.Age <= settings.Transit;
        if (arrives)
            Orphans[OrphanCount++] = flight;
    }

    public void Drop(int orphan)
    {
        Orphans[orphan] = Orphans[--OrphanCount];
        Orphans[OrphanCount] = default;
    }

    public void Store(in Flight flight, JarSettings settings)
    {
        if (flight.Cookie != Flight.AccessOnly)
            (Jar, JarMade) = (flight.Cookie, flight.Made);
        if (!settings.Crashing || Jar == Disk)
            WriteJar();
    }

    public void WriteJar() => (Disk, DiskMade, Dirty) = (Jar, JarMade, 0);

    /// <summary>Back from the disk. An access token lives on only in a request that is under way.</summary>
    public void Crash(JarSettings settings)
    {
        (Jar, JarMade, Dirty) = (Disk, DiskMade, 0);
        for (var i = 0; i < settings.Tabs; i++)
        {
            if (Tabs[i].Mode is TabMode.Busy)
                GiveUp(i, settings);
            Tabs[i].Mode = TabMode.Idle;
        }

        for (var i = OrphanCount - 1; i >= 0; i--)
        {
            if (Orphans[i].IsAnswered)
                Drop(i);
        }

        var kept = 0;
        for (var i = 0; i < SightingCount; i++)
        {
            if (Now - Sightings[i].Made + settings.Transit > 2 * settings.Leeway)
                Sightings[kept++] = Sightings[i];
        }

        SightingCount = kept;
    }

    public void See(in Flight flight)
    {
        if (SightingCount == Sightings.Most)
            throw new InvalidOperationException("Too many access tokens for this model.");
        Sightings[SightingCount++] = new(flight.Named, flight.Made);
    }
}
