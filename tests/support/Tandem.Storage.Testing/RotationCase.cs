using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

/// <summary>A row, a token and a time to decide on.</summary>
internal sealed record RotationCase(StoredSession Stored, RefreshToken Token, DateTimeOffset Now, SessionPolicy Policy);
