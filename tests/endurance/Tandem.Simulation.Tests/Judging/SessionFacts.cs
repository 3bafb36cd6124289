using Tandem.Sessions;

namespace Tandem.Simulation.Tests.Judging;

/// <summary>What is known of one session from outside: what was promised to whom, and what must hold of it.</summary>
internal sealed class SessionFacts(Guid id, DateTimeOffset createdAt, SessionPolicy policy, int insertedBy)
{
    public Guid Id => id;

    /// <summary>The commit that stored it.</summary>
    public int InsertedBy => insertedBy;

    public DateTimeOffset? AbsoluteEnd { get; } = createdAt + policy.AbsoluteLifetime;

    public TimeSpan Idle => policy.IdleLifetime;

    public DateTimeOffset LastUse { get; set; } = createdAt;

    /// <summary>Somebody asked to end it, acknowledged or not.</summary>
    public bool EndAsked { get; set; }

    /// <summary>The end was acknowledged, then; null if it was not.</summary>
    public long? EndedAt { get; set; }

    /// <summary>The last commit when it was.</summary>
    public int EndedBy { get; set; }

    /// <summary>Whether its owner signed out of it.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>A copy of a token of it was presented.</summary>
    public bool IsStolen { get; set; }

    /// <summary>When commits were lost last after a copy had been presented: the thief may hold tokens of presentations that never were.</summary>
    public long? TheftRewoundAt { get; set; }

    /// <summary>Its sign-in was lost with the commits after a backup or a failover.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>The commit that ended it was lost.</summary>
    public bool IsRevived { get; set; }

    /// <summary>Commits were lost since the row changed last: it may tell an earlier end than its client was told.</summary>
    public bool IsRewound { get; set; }

    /// <summary>Virtual time at which its latest generation was made; null when it is not known any more.</summary>
    public long? SteppedAt { get; set; }

    public override string ToString() => id.ToString()[..4];
}
