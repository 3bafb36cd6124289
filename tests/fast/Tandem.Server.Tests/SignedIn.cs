using System.Text.Json;

namespace Tandem.Server.Tests;

/// <summary>What a sign-in or a refresh gave.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="Cookie">The refresh cookie as a <c>Cookie</c> header.</param>
/// <param name="Body">The whole answer.</param>
public sealed record SignedIn(string AccessToken, string Cookie, JsonElement Body)
{
    public IEnumerable<string?> Roles => Body.GetProperty("user").GetProperty("roles").EnumerateArray().Select(role => role.GetString());

    public string? Email => Body.GetProperty("user").GetProperty("email").GetString();
}
