namespace Tandem.MasterKeys;

/// <summary>What became of the master keys that were replaced.</summary>
/// <param name="Removed">Ids of those that are gone.</param>
/// <param name="Kept">Those that are still needed.</param>
public sealed record MasterKeyPruning(IReadOnlyList<uint> Removed, IReadOnlyList<FormerMasterKey> Kept);
