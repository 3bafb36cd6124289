namespace Tandem.MasterKeys;

/// <summary>A master key that another one replaced.</summary>
/// <param name="RetiredAt">When.</param>
/// <param name="NeededUntil">When the last refresh token that it may have tagged has expired.</param>
/// <param name="IsPruned">Whether it was taken away since.</param>
internal sealed record RetiredMasterKey(DateTimeOffset RetiredAt, DateTimeOffset NeededUntil, bool IsPruned);

/// <summary>A master key that is kept after the current one.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NeededUntil">When no live refresh token bears it any more; null while private keys are wrapped with it, or nobody knows it.</param>
internal sealed record FormerMasterKey(uint Id, DateTimeOffset? NeededUntil);

/// <summary>What became of the master keys that were replaced.</summary>
/// <param name="Removed">Ids of those that are gone.</param>
/// <param name="Kept">Those that are still needed.</param>
internal sealed record MasterKeyPruning(IReadOnlyList<uint> Removed, IReadOnlyList<FormerMasterKey> Kept);
