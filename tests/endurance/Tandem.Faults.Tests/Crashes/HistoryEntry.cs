namespace Tandem.Faults.Tests.Crashes;

/// <summary>One action as its user saw it.</summary>
/// <param name="User">Who.</param>
/// <param name="Account">The address concerned.</param>
/// <param name="Action">What.</param>
/// <param name="Outcome">What is known of it.</param>
/// <param name="Begun">When it was begun, in steps of the history.</param>
/// <param name="Ended">When its outcome was known.</param>
internal sealed record HistoryEntry(string User, string Account, UserAction Action, Outcome Outcome, long Begun, long Ended)
{
    /// <summary>The server's run in which it was begun.</summary>
    public int ServerRun { get; init; }

    public Guid? Session { get; init; }

    /// <summary>The generation that was answered.</summary>
    public long Generation { get; init; }

    /// <summary>Roles that were answered, or set.</summary>
    public string? Roles { get; init; }

    /// <summary>For an access check: when the answer that brought the token was begun.</summary>
    public long TokenFrom { get; init; }

    /// <summary>The answer, in words.</summary>
    public string Answer { get; init; } = "";

    public override string ToString() =>
        $"{Begun,6}-{Ended,-6} run {ServerRun,2} {User} {Account} {Action} {Outcome} session {Session} generation {Generation} roles {Roles} {Answer}";
}
