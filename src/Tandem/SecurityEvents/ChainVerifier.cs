namespace Tandem.SecurityEvents;

/// <summary>Checks a chain row by row, from its beginning on. Goes on behind a fault, so that one change is one fault.</summary>
internal sealed class ChainVerifier(EventSealer sealer, ChainLink begin, ChainLink? known)
{
    private static readonly string Erasure = EventKinds.All.Single(kind => kind.Type == typeof(PersonalDataErased)).Name;

    private readonly List<ChainFault> faults = [];

    // By account: the first row that was erased without an event that says so yet.
    private readonly Dictionary<Guid, long> erasures = [];
    private readonly long begun = begin.Sequence;
    private ChainLink last = begin;
    private long faultCount;
    private long erased;
    private long rows;

    public long LastSequence => last.Sequence;

    public bool HasUnreportedErasures => erasures.Count > 0;

    /// <summary>Goes on at a new beginning: retention has removed what comes before it, during the walk.</summary>
    public void Skip(ChainLink removed)
    {
        if (removed.Sequence > last.Sequence)
            last = removed;
    }

    public void Add(EventRecord row)
    {
        rows++;
        if (row.Sequence <= last.Sequence)
        {
            Report(row.Sequence, ChainFaultKind.BeforeAnchor, $"Row {row.Sequence} stands where retention has removed all: it was inserted.");
            return;
        }

        var follows = row.Sequence == last.Sequence + 1;
        if (!follows)
            ReportMissing(last.Sequence + 1, row.Sequence - 1, "removed");
        if (row.Link is null)
        {
            Report(row.Sequence, ChainFaultKind.Unlinked, $"Row {row.Sequence} has no link: inserted by hand, or by an older program beside this one.");
            last = last with { Sequence = row.Sequence };
            return;
        }

        // Behind a gap there is nothing to compare with: the link that it follows is gone.
        if (follows && !sealer.IsWhole(row, last.Value))
            Report(row.Sequence, ChainFaultKind.Changed, $"Row {row.Sequence} is not what was written there: changed, moved or inserted.");
        CheckPersonalData(row);
        last = new(row.Sequence, row.Link);
        if (known is not null && known.Sequence == row.Sequence)
            Compare(last);
    }

    /// <summary>Ends the walk at what the log says of itself; null when it says nothing.</summary>
    public ChainReport End(ChainState? state)
    {
        foreach (var (account, row) in erasures)
        {
            Report(row, ChainFaultKind.ErasureNotReported,
                $"Row {row}: the address and program of account {account} are gone, and no event says that they were erased.");
        }

        if (state is null)
            Report(last.Sequence, ChainFaultKind.HeadForged, "The row of event_chain that says where the log ends was removed.");
        else
            CheckEnds(state);
        return new(rows, state?.Head ?? last, erased, [.. faults.OrderBy(fault => fault.Sequence)], faultCount, known?.Sequence < begun);
    }

    private void CheckEnds(ChainState state)
    {
        if (!sealer.SealAnchor(state.Anchor).AsSpan().SequenceEqual(state.AnchorSeal))
            Report(state.Anchor.Sequence, ChainFaultKind.AnchorForged, $"Tandem did not say that the log begins after row {state.Anchor.Sequence}.");
        if (!sealer.SealHead(state.Head).AsSpan().SequenceEqual(state.HeadSeal))
            Report(state.Head.Sequence, ChainFaultKind.HeadForged, $"Tandem did not say that the log ends with row {state.Head.Sequence}.");
        if (last.Sequence < state.Head.Sequence)
            ReportMissing(last.Sequence + 1, state.Head.Sequence, "cut off from the end");
        else if (last.Sequence == state.Head.Sequence && !last.Equals(state.Head))
            Report(last.Sequence, ChainFaultKind.HeadForged, $"Row {last.Sequence} has another link than the log's end.");
        else if (last.Sequence > state.Head.Sequence)
            Report(state.Head.Sequence + 1, ChainFaultKind.AfterHead, $"Rows after {state.Head.Sequence} were inserted: the log ends there.");
        if (known is null)
            return;
        if (known.Sequence == state.Anchor.Sequence)
            Compare(state.Anchor);
        else if (known.Sequence > state.Head.Sequence)
        {
            Report(known.Sequence, ChainFaultKind.KnownHeadDiffers,
                $"The log ended with row {known.Sequence} once and ends with row {state.Head.Sequence} now: cut off, or an older database was restored.");
        }
    }

    private void Compare(ChainLink found)
    {
        if (!found.Equals(known))
        {
            Report(found.Sequence, ChainFaultKind.KnownHeadDiffers,
                $"Row {found.Sequence} is not the one that was the newest once: the log was made anew from an earlier point.");
        }
    }

    private void CheckPersonalData(EventRecord row)
    {
        if (row.Kind == Erasure && row.AccountId is { } account)
            erasures.Remove(account);
        if (row.Salt is not null)
        {
            if (!EventSealer.IsPersonalDataWhole(row))
                Report(row.Sequence, ChainFaultKind.PersonalDataChanged, $"Row {row.Sequence}: address, program or personal data were changed.");
            return;
        }

        erased++;
        if (row is not { Context: { Address: null, UserAgent: null }, PersonalData: null })
            Report(row.Sequence, ChainFaultKind.PersonalDataChanged, $"Row {row.Sequence}: address, program or personal data were made up where they had been erased.");
        else if (row.AccountId is { } person)
            erasures.TryAdd(person, row.Sequence);
        else
            Report(row.Sequence, ChainFaultKind.ErasureNotReported, $"Row {row.Sequence}: address and program are gone, though nobody can be erased there.");
    }

    private void ReportMissing(long first, long final, string how) => Report(
        first, ChainFaultKind.Missing, first == final ? $"Row {first} is missing: {how}." : $"Rows {first} to {final} are missing: {how}.");

    private void Report(long sequence, ChainFaultKind kind, string detail)
    {
        faultCount++;
        if (faults.Count < ChainReport.MostFaults)
            faults.Add(new(sequence, kind, detail));
    }
}
