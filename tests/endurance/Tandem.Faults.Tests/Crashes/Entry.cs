
namespace Tandem.Faults.Tests.Crashes;

/// <summary>One deed as its doer saw it.</summary>
/// <param name="Doer">Who.</param>
/// <param name="Account">The address concerned.</param>
/// <param name="Deed">What.</param>
/// <param name="Outcome">What is known of it.</param>
/// <param name="Begun">When it was begun, in steps of the history.</param>
/// <param name="Ended">When its outcome was known.</param>
internal sealed record Entry(string Doer, string Account, Deed Deed, Outcome Outcome, long Begun, long Ended)
{
    /// <summary>The server's life in which it was begun.</summary>
    public int Life { get; init; }

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
        $"{Begun,6}-{Ended,-6} life {Life,2} {Doer} {Account} {Deed} {Outcome} session {Session} generation {Generation} roles {Roles} {Answer}";
}
