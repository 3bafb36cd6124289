namespace Tandem.Sessions;

/// <summary>
/// The counters of one session's row that decide a refresh. Generations count from 1; 0 means "none yet".
/// </summary>
/// <param name="Issued">Latest generation handed out.</param>
/// <param name="Base">Value of <paramref name="Issued"/> when <paramref name="Used"/> was accepted; generations above it are candidates.</param>
/// <param name="Used">Generation accepted last, the predecessor of the candidates.</param>
/// <param name="RotatedAt">When <paramref name="Issued"/> changed last; null before the first refresh.</param>
/// <param name="Confirmed">A generation that a client is known to have received and kept.</param>
internal readonly record struct RotationState(
    long Issued, long Base, long Used, DateTimeOffset? RotatedAt, long Confirmed)
{
    /// <summary>The state of a session that was just created: generation 1 handed out, nothing presented yet.</summary>
    public static RotationState Initial { get; } = new(Issued: 1, Base: 0, Used: 0, RotatedAt: null, Confirmed: 0);

    /// <summary>Whether a candidate is known to have been kept: the predecessor is then no longer excused.</summary>
    public bool IsConfirmed => Confirmed > Base;

    /// <summary>Whether <c>used &lt;= base &lt; issued</c> and <c>confirmed &lt;= issued</c> hold.</summary>
    public bool IsConsistent => 0 <= Used && Used <= Base && Base < Issued && 0 <= Confirmed && Confirmed <= Issued;
}
