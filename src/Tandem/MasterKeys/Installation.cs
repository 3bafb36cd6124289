using Tandem.CookieSessions;
using Tandem.Refresh;

namespace Tandem.MasterKeys;

/// <summary>
/// This installation once its database is open: who it is and the keys that depend on that. Filled at start, before anything is
/// served, and again when the master keys change.
/// </summary>
public sealed class Installation
{
    private volatile Opened? opened;

    /// <summary>Random, made when the database was created.</summary>
    public Guid Id => opened?.Id ?? Guid.Empty;

    /// <summary>The master keys of this moment.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public MasterKeyRing MasterKeys => Now.MasterKeys;

    /// <summary>Reads and writes this installation's refresh tokens.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public RefreshTokenFormat RefreshTokens => Now.RefreshTokens;

    /// <summary>Reads and writes the tokens of this installation's page sessions.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public PageTokenFormat PageTokens => Now.PageTokens;

    private Opened Now => opened ?? throw new InvalidOperationException("The installation is used before its database was opened.");

    /// <summary>Fills it.</summary>
    /// <param name="id">The installation's id.</param>
    /// <param name="masterKeys">The master keys.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public void Open(Guid id, MasterKeyRing masterKeys, params IEnumerable<uint> pruned) =>
        opened = new Opened(
            id, masterKeys, new RefreshTokenFormat(TokenKeys.OfRefreshTokens(masterKeys, id, pruned)),
            new PageTokenFormat(TokenKeys.OfPageTokens(masterKeys, id, pruned)));

    private sealed record Opened(Guid Id, MasterKeyRing MasterKeys, RefreshTokenFormat RefreshTokens, PageTokenFormat PageTokens);
}
