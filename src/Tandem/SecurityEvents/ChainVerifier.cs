namespace Tandem.SecurityEvents;

/// <summary>Checks a chain row by row, from its beginning on. Goes on behind a fault, so that one change is one fault.</summary>
internal sealed class ChainVerifier(EventSealer sealer, ChainLink begin, ChainLink? known)
{
    private static readonly string Erasure = NameOf<PersonalDataErased>();
    private static readonly string Start = NameOf<EventChainStarted>();
    private static readonly string Purge = NameOf<EventsPurged>();

    private readonly List<ChainFault> faults = [];

    // By account: the first row that was erased without an event that says so yet.
    private readonly Dictionary<Guid, long> erasures = [];
    private ChainLink last = begin;
    private long faultCount;
    private long erased;
    private long rows;
    private bool hasStarted;
    private bool isKnownHeadCompared;
    private EventsPurged? lastPurge;

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
        if (follows && last.IsKnown)
        {
            if (sealer.IsWhole(row, last.Value))
                CheckWhatTheLogSaysOfItself(row);
            else
                Report(row.Sequence, ChainFaultKind.Changed, $"Row {row.Sequence} is not what was written there: changed, moved or inserted.");
        }

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
        return new(rows, state?.Head ?? last, erased, [.. faults.OrderBy(fault => fault.Sequence)], faultCount);
    }

    private void CheckEnds(ChainState state)
    {
        if (!sealer.IsAnchor(state) || (lastPurge is { } purge && purge.Last != state.Anchor.Sequence))
            Report(state.Anchor.Sequence, ChainFaultKind.AnchorForged, $"Tandem did not say that the log begins after row {state.Anchor.Sequence}.");
        if (!sealer.IsHead(state))
            Report(state.Head.Sequence, ChainFaultKind.HeadForged, $"Tandem did not say that the log ends with row {state.Head.Sequence}.");
        if (last.Sequence < state.Head.Sequence)
            ReportMissing(last.Sequence + 1, state.Head.Sequence, "cut off from the end");
        else if (last.Sequence == state.Head.Sequence && !last.Equals(state.Head))
            Report(last.Sequence, ChainFaultKind.HeadForged, $"Row {last.Sequence} has another link than the log's end.");
        else if (last.Sequence > state.Head.Sequence)
            Report(state.Head.Sequence + 1, ChainFaultKind.AfterHead, $"Rows after {state.Head.Sequence} were inserted: the log ends there.");
        if (known is null || isKnownHeadCompared)
            return;
        if (known.Sequence == state.Anchor.Sequence && state.Anchor.IsKnown)
            Compare(state.Anchor);
        else if (known.Sequence <= state.Anchor.Sequence)
        {
            Report(known.Sequence, ChainFaultKind.KnownHeadPurged,
                $"Row {known.Sequence}, which was the newest once, has been removed: that head proves nothing any more. Check more often than events are removed.");
        }
        else if (known.Sequence > state.Head.Sequence)
        {
            Report(known.Sequence, ChainFaultKind.KnownHeadDiffers,
                $"The log ended with row {known.Sequence} once and ends with row {state.Head.Sequence} now: cut off, or an older database was restored.");
        }
    }

    // A removal is counted on with what it found: what was broken stays reported until the report itself is old.
    private void CheckWhatTheLogSaysOfItself(EventRecord row)
    {
        if (row.Kind == Start)
        {
            if (hasStarted || row.Event is EventChainStarted { Again: true })
            {
                Report(row.Sequence, ChainFaultKind.BegunAnew,
                    $"Row {row.Sequence}: the log began anew here, since what it said of its end was gone or forged. Events before it may be missing; compare with a head or an export that you kept.");
            }

            hasStarted = true;
        }
        else if (row.Kind == Purge)
        {
            lastPurge = (EventsPurged)row.Event;
            if (lastPurge.Faults > 0)
            {
                Report(row.Sequence, ChainFaultKind.PurgedBroken,
                    $"Row {row.Sequence}: rows {lastPurge.First} to {lastPurge.Last} were removed when they were old, and were not what had been written; faults: {lastPurge.Faults}.");
            }
        }
    }

    private void Compare(ChainLink found)
    {
        isKnownHeadCompared = true;
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

    private static string NameOf<T>() => EventKinds.All.Single(kind => kind.Type == typeof(T)).Name;

    private void ReportMissing(long first, long final, string how) => Report(
        first, ChainFaultKind.Missing, first == final ? $"Row {first} is missing: {how}." : $"Rows {first} to {final} are missing: {how}.");

    private void Report(long sequence, ChainFaultKind kind, string detail)
    {
        faultCount++;
        if (faults.Count < ChainReport.MostFaults)
            faults.Add(new(sequence, kind, detail));
    }
}
