using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A session's row with its time in ticks.</summary>
/// <param name="Issued">Latest generation handed out.</param>
/// <param name="Base">Generations above it are candidates.</param>
/// <param name="Used">Generation accepted last.</param>
/// <param name="From">
/// For drafts that accept a token newer than the row: what was accepted before it, the first generation passed over. Otherwise
/// <paramref name="Used"/>.
/// </param>
/// <param name="Confirmed">A generation known to have been kept.</param>
/// <param name="RotatedAt">When <paramref name="Issued"/> changed last.</param>
internal readonly record struct Row(int Issued, int Base, int Used, int From, int Confirmed, int RotatedAt)
{
    public const int Never = -1_000_000;

    public static Row Initial { get; } = Of(RotationState.Initial);

    public bool IsConfirmed => Confirmed > Base;

    public static Row Of(in RotationState row) => new(
        (int)row.Issued, (int)row.Base, (int)row.Used, (int)row.Used, (int)row.Confirmed,
        row.RotatedAt is { } rotatedAt ? ModelClock.TickOf(rotatedAt) : Never);

    public RotationState ToRotation() =>
        new(Issued, Base, Used, RotatedAt == Never ? null : ModelClock.At(RotatedAt), Confirmed);
}
