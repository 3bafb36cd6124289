namespace Tandem.Client.Storage;

/// <summary>The session that ended last.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Reason">Why, as in <see cref="SessionSnapshot.Reason"/>.</param>
public sealed record EndedSession(string Id, string Reason);
