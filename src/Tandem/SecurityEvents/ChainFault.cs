namespace Tandem.SecurityEvents;

/// <summary>One thing that is wrong with the chain.</summary>
/// <param name="Sequence">The row, or the first of several.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it means, in a sentence.</param>
public sealed record ChainFault(long Sequence, ChainFaultKind Kind, string Detail);
