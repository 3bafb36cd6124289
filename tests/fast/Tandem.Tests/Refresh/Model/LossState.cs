using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>Which of its commits the database is going to lose.</summary>
/// <param name="Phase">Whether a loss is ahead, prepared or behind.</param>
/// <param name="Durable">While prepared: the row as it will be found again.</param>
/// <param name="Commits">While prepared: writes made since, all of which will be lost.</param>
internal readonly record struct LossState(LossPhase Phase, RotationState Durable, int Commits)
{
    /// <summary>After one more write.</summary>
    public LossState Write() => Phase is LossPhase.Prepared ? this with { Commits = Commits + 1 } : this;
}
