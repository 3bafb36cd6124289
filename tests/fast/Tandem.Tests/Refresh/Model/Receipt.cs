using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A generation, and an access token with it, reached a tab.</summary>
internal readonly record struct Receipt(long Generation, int Tick)
{
    /// <summary>Whether it is an answer given after the row was last written.</summary>
    public bool IsAfter(RotationState row) => row.RotatedAt <= ModelClock.At(Tick);
}
