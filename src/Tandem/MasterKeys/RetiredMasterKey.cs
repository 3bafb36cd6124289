namespace Tandem.MasterKeys;

/// <summary>A master key that another one replaced.</summary>
/// <param name="RetiredAt">When.</param>
/// <param name="NeededUntil">When the last refresh token that it may have tagged has expired.</param>
/// <param name="IsPruned">Whether it was taken away since.</param>
public sealed record RetiredMasterKey(DateTimeOffset RetiredAt, DateTimeOffset NeededUntil, bool IsPruned);
