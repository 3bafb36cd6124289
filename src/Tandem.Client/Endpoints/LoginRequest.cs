namespace Tandem.Client.Endpoints;

internal sealed record LoginRequest(string Email, string Password)
{
    /// <summary>A program has no cookie jar that outlives it.</summary>
    public string Delivery { get; } = "body";

    public override string ToString() => "sign-in";
}
