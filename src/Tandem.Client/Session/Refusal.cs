namespace Tandem.Client.Session;

/// <summary>An access token that an API refused.</summary>
/// <param name="Token">The token.</param>
/// <param name="SentAt">
/// When the refused request was sent, by the wall clock: a token that another process received before that may be refused for the same reason.
/// </param>
internal sealed record Refusal(string Token, DateTimeOffset SentAt)
{
    public override string ToString() => "refusal";
}
