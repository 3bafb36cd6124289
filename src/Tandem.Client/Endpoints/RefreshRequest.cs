namespace Tandem.Client.Endpoints;

internal sealed record RefreshRequest(string RefreshToken)
{
    public override string ToString() => "refresh";
}
