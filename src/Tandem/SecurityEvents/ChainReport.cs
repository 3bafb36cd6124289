namespace Tandem.SecurityEvents;

/// <summary>What a check of the event log's chain found.</summary>
/// <param name="Checked">Rows that were checked.</param>
/// <param name="Head">The newest event: keep it elsewhere, and a later check can prove that nothing was cut off since.</param>
/// <param name="Erased">Rows whose personal fields were erased.</param>
/// <param name="Faults">What is wrong, in the order of the log; the first <see cref="MostFaults"/>.</param>
/// <param name="FaultCount">How much is wrong.</param>
internal sealed record ChainReport(
    long Checked, ChainLink Head, long Erased, IReadOnlyList<ChainFault> Faults, long FaultCount)
{
    /// <summary>Faults that are told one by one.</summary>
    public const int MostFaults = 100;

    /// <summary>Whether the log is what was written.</summary>
    public bool IsSound => FaultCount == 0;
}

/// <summary>Where the chain begins and ends, as the log says, and the last row that is there: all of one moment.</summary>
/// <param name="Head">The newest event.</param>
/// <param name="HeadSeal">Proves the head.</param>
/// <param name="Anchor">The last event that retention removed, or the beginning.</param>
/// <param name="AnchorSeal">Proves the anchor.</param>
/// <param name="LastSequence">The last row of the log; 0 when it has none.</param>
internal sealed record ChainState(ChainLink Head, byte[] HeadSeal, ChainLink Anchor, byte[] AnchorSeal, long LastSequence);
