namespace Tandem.Client;

/// <summary>A session, as the server described it last.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Generation">Grows with refreshes. Of two descriptions of one session the one with the higher generation is newer.</param>
/// <param name="CreatedAt">When somebody signed in.</param>
/// <param name="ExpiresAt">When it ends if nobody uses it, by the server's clock.</param>
public sealed record SessionDetails(string Id, long Generation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
