namespace Tandem.MasterKeys;

/// <summary>A master key that is kept after the current one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NeededUntil">When no live refresh token bears it any more; null while private keys are wrapped with it, or nobody knows it.</param>
public sealed record FormerMasterKey(uint Id, DateTimeOffset? NeededUntil);
