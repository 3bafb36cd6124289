namespace Tandem.Client.Session;

/// <summary>A token with whom and what it belongs to.</summary>
/// <param name="Token">The token; null when nobody is signed in.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Epoch">Changes when another session, or none, takes over: what was begun in an earlier epoch is void.</param>
internal readonly record struct AccessGrant(string? Token, string? UserId, long Epoch)
{
    public override string ToString() => $"epoch {Epoch}";
}
