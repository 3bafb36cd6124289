namespace Tandem.Simulation.Tests.Judging;

/// <summary>What the simulation holds the product to.</summary>
internal enum Invariant
{
    /// <summary>Nobody honest is refused before the end that was told.</summary>
    I1HonestPromise,

    /// <summary>A session that is over yields no token, and its access tokens are refused.</summary>
    I2DeadStaysDead,

    /// <summary>A copy in use is found out in time.</summary>
    I3ThiefIsFound,

    /// <summary>One generation for a settled presentation, whatever races.</summary>
    I4OneStep,

    /// <summary>The ends by lifetime hold.</summary>
    I5EndsHold,

    /// <summary>A sign-out that was acknowledged survives every crash.</summary>
    I6SignOutSurvives,
}

/// <summary>An invariant does not hold.</summary>
internal sealed class ViolationException : Exception
{
    public ViolationException(Invariant invariant, string message) : base($"{invariant}: {message}") => Invariant = invariant;

    public Invariant Invariant { get; }
}
