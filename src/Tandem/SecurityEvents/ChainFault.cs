namespace Tandem.SecurityEvents;

/// <summary>One thing that is wrong with the chain.</summary>
/// <param name="Sequence">The row, or the first of several.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it means, in a sentence.</param>
internal sealed record ChainFault(long Sequence, ChainFaultKind Kind, string Detail);

/// <summary>What can be wrong with the chain of the event log.</summary>
internal enum ChainFaultKind
{
    /// <summary>Rows are not there.</summary>
    Missing,

    /// <summary>A row is not what was written at its place: changed, moved or made up.</summary>
    Changed,

    /// <summary>The personal fields of a row are not those that were written.</summary>
    PersonalDataChanged,

    /// <summary>The personal fields of a row are gone, and no event says that they were erased.</summary>
    ErasureNotReported,

    /// <summary>A row has no link: inserted by hand, or by a program that makes none.</summary>
    Unlinked,

    /// <summary>A row stands where retention has removed all.</summary>
    BeforeAnchor,

    /// <summary>A row stands after the newest event that the log knows of.</summary>
    AfterHead,

    /// <summary>What the log says of its end is gone or was not written by Tandem.</summary>
    HeadForged,

    /// <summary>What the log says of its beginning was not written by Tandem.</summary>
    AnchorForged,

    /// <summary>What the log said of its end was gone or forged, and it went on behind that: before it, rows may be missing.</summary>
    BegunAnew,

    /// <summary>Rows were not what was written when they were removed because of their age, or of the log's size.</summary>
    PurgedBroken,

    /// <summary>The place of the head that was given has been removed: it proves nothing any more.</summary>
    KnownHeadPurged,

    /// <summary>The log is not a continuation of the head that was given.</summary>
    KnownHeadDiffers,
}
