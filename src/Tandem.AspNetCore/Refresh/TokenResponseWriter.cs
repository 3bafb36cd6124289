using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Writes a grant: the body, and the refresh cookie where the session is delivered by it.</summary>
internal sealed class TokenResponseWriter(AccessTokenIssuer issuer, PublicAddress address, ProgramSignIns programs)
{
    public Task WriteAsync(HttpContext context, SessionGrant grant)
    {
        var session = grant.Session;
        var accessToken = issuer.Issue(AccessTokenGrant.For(session, grant.Account, grant.Generation), grant.At);
        var left = grant.ExpiresAt - grant.At;

        WriteCookie(context, grant);
        var body = new TokenResponse(
            accessToken.Value,
            "Bearer",
            (long)(accessToken.ExpiresAt - accessToken.IssuedAt).TotalSeconds,
            session.Delivery.HasFlag(SessionDelivery.Body) ? grant.RefreshToken : null,
            Math.Max(0, (long)Math.Floor(left.TotalSeconds)),
            UserResponse.Of(grant.Account),
            new(session.Id, grant.Generation, session.CreatedAt, grant.ExpiresAt),
            grant.At);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
            JsonSerializer.Serialize(json, body, RefreshJson.Bodies.TokenResponse);
        return context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }

    /// <summary>The refresh cookie alone, where the session is delivered by it.</summary>
    public void WriteCookie(HttpContext context, SessionGrant grant)
    {
        var session = grant.Session;
        context.Response.Headers.CacheControl = "no-store";
        // A token in a body needs no configured origin; planting its session in a visitor's browser would.
        if (grant.RefreshToken is not { } refreshToken || !session.Delivery.HasFlag(SessionDelivery.Cookie) || !address.Allows(context.Request))
            return;
        context.Response.Headers.Append("Set-Cookie", address.CookieFor(context.Request).Set(refreshToken, session.Persistent ? grant.ExpiresAt - grant.At : null));
        if (grant.Generation == 1)
            programs.Note(context);
    }
}
