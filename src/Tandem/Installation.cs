using Tandem.Keys;
using Tandem.Sessions;

namespace Tandem;

/// <summary>
/// This installation once its database is open: who it is and the keys that depend on that. Filled once, at start, before anything
/// is served.
/// </summary>
public sealed class Installation
{
    private RefreshTokenFormat? refreshTokens;

    /// <summary>Random, made when the database was created.</summary>
    public Guid Id { get; private set; }

    /// <summary>Reads and writes this installation's refresh tokens.</summary>
    /// <exception cref="InvalidOperationException">The database has not been opened.</exception>
    public RefreshTokenFormat RefreshTokens =>
        refreshTokens ?? throw new InvalidOperationException("The installation is used before its database was opened.");

    /// <summary>Fills it.</summary>
    public void Open(Guid id, MasterKeyRing masterKeys)
    {
        Id = id;
        refreshTokens = new RefreshTokenFormat(new RefreshTokenKeys(masterKeys, id));
    }
}
