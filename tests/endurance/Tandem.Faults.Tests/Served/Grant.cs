using System.Text.Json;


namespace Tandem.Faults.Tests.Served;

/// <summary>What a sign-in or a refresh gave.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="Cookie">The refresh cookie as a <c>Cookie</c> header; null when the answer had none.</param>
/// <param name="Session">The session.</param>
/// <param name="Generation">The generation handed out.</param>
/// <param name="Subject">The account.</param>
/// <param name="Roles">Its roles, separated by spaces.</param>
public sealed record Grant(string AccessToken, string? Cookie, Guid Session, long Generation, Guid Subject, string Roles)
{
    public static Grant Read(JsonElement json, string? cookie)
    {
        var (session, user) = (json.GetProperty("session"), json.GetProperty("user"));
        return new(
            json.GetProperty("accessToken").GetString()!,
            cookie,
            session.GetProperty("id").GetGuid(),
            session.GetProperty("generation").GetInt64(),
            user.GetProperty("id").GetGuid(),
            string.Join(' ', user.GetProperty("roles").EnumerateArray().Select(role => role.GetString())));
    }
}
