using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.CookieSessions;

/// <summary>What became of a presented page token.</summary>
/// <param name="Stored">The living session and its account; null when it is refused.</param>
/// <param name="Refusal">Why it is refused; null when it is not.</param>
/// <param name="Renewed">The token to store in the browser anew, with the session's life told again; null when the browser's is good.</param>
/// <param name="At">When that was found.</param>
public sealed record ResumedSession(StoredSession? Stored, RefreshRefusal? Refusal, string? Renewed, DateTimeOffset At)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => Stored is null ? $"refused: {Refusal}" : $"session {Stored.Session.Id}";
}
