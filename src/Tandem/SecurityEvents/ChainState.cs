namespace Tandem.SecurityEvents;

/// <summary>Where the chain begins and ends, as the log says, and the last row that is there: all of one moment.</summary>
/// <param name="Head">The newest event.</param>
/// <param name="HeadSeal">Proves the head.</param>
/// <param name="Anchor">The last event that retention removed, or the beginning.</param>
/// <param name="AnchorSeal">Proves the anchor.</param>
/// <param name="LastSequence">The last row of the log; 0 when it has none.</param>
public sealed record ChainState(ChainLink Head, byte[] HeadSeal, ChainLink Anchor, byte[] AnchorSeal, long LastSequence);
