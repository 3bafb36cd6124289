namespace Tandem.Client.Endpoints;

/// <summary>Names the session beside its token, so that the server ends no other.</summary>
internal sealed record LogoutRequest(string RefreshToken, string SessionId)
{
    public override string ToString() => $"sign-out of session {SessionId}";
}
