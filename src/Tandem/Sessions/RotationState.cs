namespace Tandem.Sessions;

/// <summary>
/// The counters of one session's row that decide a refresh. Generations count from 1; 0 means "none yet".
/// </summary>
/// <param name="Issued">Latest generation handed out.</param>
/// <param name="Base">Value of <paramref name="Issued"/> when <paramref name="Used"/> was accepted; generations above it are candidates.</param>
/// <param name="Used">Generation accepted last.</param>
/// <param name="ConvergeFrom">Lowest generation that still converges; equal to <paramref name="Used"/> except after a fast-forward.</param>
/// <param name="RotatedAt">When the last write that handed out a generation happened; null before the first refresh.</param>
/// <param name="Confirmed">Generation known to have been delivered to the client and kept.</param>
internal readonly record struct RotationState(
    long Issued, long Base, long Used, long ConvergeFrom, DateTimeOffset? RotatedAt, long Confirmed)
{
    /// <summary>The state of a session that was just created: generation 1 handed out, nothing presented yet.</summary>
    public static RotationState Initial { get; } = new(Issued: 1, Base: 0, Used: 0, ConvergeFrom: 0, RotatedAt: null, Confirmed: 0);

    /// <summary>Whether <c>converge_from &lt;= used &lt;= base &lt; issued</c> and <c>confirmed &lt;= issued</c> hold.</summary>
    public bool IsConsistent =>
        0 <= ConvergeFrom && ConvergeFrom <= Used && Used <= Base && Base < Issued && 0 <= Confirmed && Confirmed <= Issued;
}
