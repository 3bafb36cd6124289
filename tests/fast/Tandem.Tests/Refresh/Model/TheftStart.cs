using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A moment at which a token may be stolen.</summary>
/// <param name="Row">The server's side.</param>
/// <param name="Now">Ticks since the beginning.</param>
/// <param name="Jar">The generation its owner holds.</param>
/// <param name="Delivered">Every generation that reached somebody, in order.</param>
/// <param name="Past">Earlier states of the row, the latest last.</param>
internal sealed record TheftStart(RotationState Row, int Now, long Jar, long[] Delivered, RotationState[] Past)
{
    public static TheftStart Initial { get; } = new(RotationState.Initial, 0, 1, [1], []);

    /// <summary>The same moment, but the database has lost its last commits.</summary>
    public TheftStart Losing(int commits) => this with { Row = Past[^commits] };

    /// <summary>Equal for moments that differ only in time.</summary>
    public string Key(int oldest)
    {
        var age = Row.RotatedAt is { } rotatedAt ? Math.Min(Now - ModelClock.TickOf(rotatedAt), oldest) : -1;
        return $"{Row with { RotatedAt = null }} {age} {Jar} {string.Join(' ', Delivered)}";
    }
}
