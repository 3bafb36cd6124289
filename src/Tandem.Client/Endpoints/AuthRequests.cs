namespace Tandem.Client.Endpoints;

internal sealed record LoginRequest(string Email, string Password)
{
    /// <summary>A program has no cookie jar that outlives it.</summary>
    public string Delivery { get; } = "body";

    public override string ToString() => "sign-in";
}

/// <summary>Names the session beside its token, so that the server ends no other.</summary>
internal sealed record LogoutRequest(string RefreshToken, string SessionId)
{
    public override string ToString() => $"sign-out of session {SessionId}";
}

internal sealed record RefreshRequest(string RefreshToken)
{
    public override string ToString() => "refresh";
}
