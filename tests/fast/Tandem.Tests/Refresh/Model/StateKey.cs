using System.Numerics;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// A hash of a state, equal for states that differ only by names of tabs, by a shift in time, or by generations that nobody holds.
/// Generations above what the row may fall back to keep their distance, since they may be handed out a second time.
/// </summary>
internal sealed class StateKey(JarSettings settings, IRefreshRules rules)
{
    private const int NeverRotated = 127;

    private readonly bool usesAnswerAge = settings.Confirming || rules.UsesTokenAge;
    private readonly bool usesFreshness = settings.Confirming && rules.WantsFreshSightings;

    /// <summary>Ages from here on are all alike.</summary>
    public int Oldest { get; } = Math.Max(2 * settings.Leeway, rules.SettlingTime) + 1 + settings.Skew;

    public ulong Of(in JarState state)
    {
        Span<ulong> words = stackalloc ulong[3 + JarSettings.MostTabs + JarSettings.MostOrphans + Sightings.Most];
        var names = Names(state);
        words[0] = Pack(state.Row, state.Now, names);
        words[1] = state.IsLossPrepared ? Pack(state.Durable, state.Now, names) : 0;
        words[2] = Bytes(
            state.IsLossPrepared ? 1 : 0, state.Commits, state.LossesLeft, names.Of(state.Jar), TokenAge(state, state.JarMade),
            names.Of(state.Disk), settings.Crashing ? TokenAge(state, state.DiskMade) : 0, state.Dirty);

        var tabs = words.Slice(3, JarSettings.MostTabs);
        for (var i = 0; i < settings.Tabs; i++)
            tabs[i] = ((ulong)state.Tabs[i].Mode << 56) | (state.Tabs[i].Mode is TabMode.Busy ? Pack(state.Tabs[i].Flight, state, names, true) : 0);
        if (!settings.Plain)
            tabs.Sort();

        var orphans = words.Slice(3 + JarSettings.MostTabs, JarSettings.MostOrphans);
        for (var i = 0; i < state.OrphanCount; i++)
            orphans[i] = Pack(state.Orphans[i], state, names, false);
        orphans.Sort();

        var sightings = words.Slice(3 + JarSettings.MostTabs + JarSettings.MostOrphans, state.SightingCount);
        for (var i = 0; i < sightings.Length; i++)
        {
            var (generation, made) = state.Sightings[i];
            sightings[i] = Bytes(names.Of(generation), Age(state, made), Freshness(state, made));
        }

        sightings.Sort();
        return Hash(words[..^(Sightings.Most - sightings.Length)]);
    }

    /// <summary>Forgets access tokens that prove nothing, or only what another proves as well.</summary>
    public void Prune(ref JarState state)
    {
        var low = state.IsLossPrepared ? Math.Min(state.Row.Base, state.Durable.Base) : state.Row.Base;
        Sightings kept = default;
        var count = 0;
        for (var i = 0; i < state.SightingCount; i++)
        {
            if (!IsUseless(state, i, low))
                kept[count++] = state.Sightings[i];
        }

        (state.Sightings, state.SightingCount) = (kept, count);
    }

    private bool IsUseless(in JarState state, int index, int low)
    {
        var (generation, made) = state.Sightings[index];
        var (age, fresh) = (Age(state, made), Freshness(state, made));
        if (generation <= low || (usesFreshness && fresh == 0))
            return true;
        for (var other = 0; other < state.SightingCount; other++)
        {
            var (otherGeneration, otherMade) = state.Sightings[other];
            if (otherGeneration != generation)
                continue;
            var (otherAge, otherFresh) = (Age(state, otherMade), Freshness(state, otherMade));
            if ((otherFresh & fresh) == fresh && otherAge >= age && (otherFresh != fresh || otherAge != age || other < index))
                return true;
        }

        return false;
    }

    private ulong Pack(in Row row, int now, in GenerationNames names) => Bytes(
        names.Of(row.Issued), names.Of(row.Base), names.Of(row.Used), names.Of(row.From),
        row.RotatedAt == Row.Never ? NeverRotated : Math.Min(now - row.RotatedAt, Oldest),
        row.Confirmed == row.Issued ? 2 : row.IsConfirmed ? 1 : 0);

    private ulong Pack(in Flight flight, in JarState state, in GenerationNames names, bool awaited) => flight.IsAnswered
        ? Bytes(
            names.Of(flight.Sent), flight.Age, flight.Cookie == Flight.AccessOnly ? 0 : names.Of(flight.Cookie),
            usesAnswerAge ? Age(state, flight.Made) : 0, awaited ? Freshness(state, flight.Made) : 0, 0)
        : Bytes(names.Of(flight.Sent), flight.Age, 255, TokenAge(state, flight.SentMade), 0, settings.Plain && !awaited ? flight.Tab : 0);

    private int TokenAge(in JarState state, int made) => rules.UsesTokenAge ? Age(state, made) : 0;

    private int Age(in JarState state, int made) => Math.Min(state.Now - made, Oldest);

    /// <summary>Whether it was made since the last change of the row, and of what the row may fall back to.</summary>
    private int Freshness(in JarState state, int made) => !usesFreshness ? 0 :
        (made >= state.Row.RotatedAt ? 1 : 0) | (state.IsLossPrepared && made >= state.Durable.RotatedAt ? 2 : 0);

    private GenerationNames Names(in JarState state)
    {
        if (settings.Plain)
            return new(0, Math.Min(state.Row.Base, state.Row.Used) - 1, int.MaxValue);
        var held = Bit(state.Jar) | Bit(state.Disk) | Bits(state.Row);
        if (state.IsLossPrepared)
            held |= Bits(state.Durable);
        for (var i = 0; i < settings.Tabs; i++)
        {
            if (state.Tabs[i].Mode is TabMode.Busy)
                held |= Bits(state.Tabs[i].Flight);
        }

        for (var i = 0; i < state.OrphanCount; i++)
            held |= Bits(state.Orphans[i]);
        for (var i = 0; i < state.SightingCount; i++)
            held |= Bit(state.Sightings[i].Generation);
        return new(held, 0, state.IsLossPrepared ? state.Durable.Issued : state.Row.Issued);
    }

    private static UInt128 Bits(in Row row) => Bit(row.Issued) | Bit(row.Base) | Bit(row.Used) | Bit(row.From);

    private static UInt128 Bits(in Flight flight) => Bit(flight.Sent) | (flight.Cookie > 0 ? Bit(flight.Cookie) : 0);

    private static UInt128 Bit(int generation) =>
        generation < 127 ? UInt128.One << generation : throw new InvalidOperationException("Too many generations for this model.");

    private static ulong Bytes(params ReadOnlySpan<int> values)
    {
        ulong bits = 0;
        foreach (var value in values)
            bits = (bits << 8) | (byte)value;
        return bits;
    }

    private static ulong Hash(ReadOnlySpan<ulong> words)
    {
        var hash = 0x9E3779B97F4A7C15 ^ (ulong)words.Length;
        foreach (var word in words)
        {
            hash = (hash ^ word) * 0xff51afd7ed558ccd;
            hash ^= hash >> 32;
            hash *= 0xc4ceb9fe1a85ec53;
            hash ^= hash >> 29;
        }

        return hash;
    }

    /// <summary>How generations are called: by rank among those held up to the floor, by distance above it.</summary>
    private readonly record struct GenerationNames(UInt128 Held, int Origin, int Floor)
    {
        public int Of(int generation)
        {
            if (Floor == int.MaxValue)
                return generation - Origin;
            return generation <= Floor ? Rank(generation) : Rank(Floor) + generation - Floor;
        }

        private int Rank(int generation)
        {
            var upTo = Held & ((UInt128.One << (generation + 1)) - 1);
            return BitOperations.PopCount((ulong)upTo) + BitOperations.PopCount((ulong)(upTo >> 64));
        }
    }
}
