namespace Tandem.Tests.Refresh.Model;

/// <summary>A set of 64-bit hashes in 12 to 24 bytes each. Two states of the same hash would be taken for one.</summary>
internal sealed class StateSet
{
    private ulong[] table = new ulong[1 << 16];

    public int Count { get; private set; }

    public bool Add(ulong hash)
    {
        if (hash == 0)
            hash = 1;
        if (Count * 3L > table.Length * 2L)
            Grow();
        ref var place = ref Place(table, hash);
        if (place == hash)
            return false;
        place = hash;
        Count++;
        return true;
    }

    private void Grow()
    {
        var larger = new ulong[table.Length * 2];
        foreach (var hash in table)
        {
            if (hash != 0)
                Place(larger, hash) = hash;
        }

        table = larger;
    }

    private static ref ulong Place(ulong[] table, ulong hash)
    {
        var mask = (ulong)table.Length - 1;
        var at = hash & mask;
        while (table[at] != 0 && table[at] != hash)
            at = (at + 1) & mask;
        return ref table[at];
    }
}
