using System.Globalization;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Sessions;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Platform;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Says why a refresh came without its cookie: to the caller with the answer, to the operator in the log.</summary>
internal sealed partial class RefreshDiagnosis(
    PublicAddress address, IOptions<PublicAddressOptions> options, IOptions<RefreshTokenOptions> tokens, ProgramSignIns programs, PublishedDocs docs, AccessTokenValidator accessTokens, ISessionStore sessions, InstallationClock clock, TimeProvider time,
    ILogger<RefreshDiagnosis> logger)
{
    // Each cause of each page is logged once a minute; under a flood of made-up origins, as many causes as there is room for.
    private readonly FixedWindowLimiter logged = new(time, limit: 1, capacity: 100);

    private readonly MissingCookie missing = new(address.Cookies, address.Cors, options.Value.BasePath + "/refresh") { BodyLine = BodyLine(tokens.Value.Delivery) };

    /// <summary>The diagnosis as a member of the problem document; null when nothing can be said.</summary>
    public async Task<Action<Utf8JsonWriter>> OfAsync(HttpContext context)
    {
        var seen = await SeenAsync(context);
        var diagnosis = missing.Diagnose(seen, address.LineFor);
        if (diagnosis is null)
            return static json => json.WriteNull("diagnosis"u8);
        if (logged.Exceeds($"{diagnosis.Cause} {seen.Origin}") is null)
            Log(diagnosis);
        return json =>
        {
            json.WriteStartObject("diagnosis"u8);
            json.WriteString("cause"u8, diagnosis.Cause);
            json.WriteString("detail"u8, diagnosis.Detail);
            json.WriteString("fix"u8, diagnosis.Fix);
            json.WriteString("docs"u8, docs.AddressOf(diagnosis.Docs) ?? diagnosis.Docs);
            json.WriteEndObject();
        };
    }

    // A first visit is no fault: pages ask for a session before anybody has signed in.
    private void Log(Diagnosis diagnosis)
    {
        var more = docs.AddressOf(diagnosis.Docs) ?? $"tandem explain {diagnosis.Cause}";
        if (diagnosis.IsCertain)
            Certain(diagnosis.Cause, diagnosis.Detail, diagnosis.Fix, more);
        else
            Possible(diagnosis.Cause, diagnosis.Detail, diagnosis.Fix, more);
    }

    private async Task<CookielessRequest> SeenAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        return new()
        {
            Origin = headers.Origin.Count > 0 ? headers.Origin.ToString() : null,
            SecFetchSite = headers.TryGetValue("Sec-Fetch-Site", out var site) ? site.ToString() : null,
            StorageAccessDenied = headers["Sec-Fetch-Storage-Access"] == "none",
            CookieNames = CookieHeader.Names(headers.Cookie),
            Host = context.Request.Host.Value,
            UnknownProxySaysTls = headers["X-Forwarded-Proto"] == "https",
            StrippedPrefix = headers.TryGetValue("X-Forwarded-Prefix", out var prefix) ? prefix.ToString() : null,
            SessionLives = await HasLivingSessionAsync(context),
            ProgramSignedIn = programs.Knows(context),
        };
    }

    // Some clients send their old access token with every request, this one too. It is evidence only, and may have expired.
    private async Task<bool> HasLivingSessionAsync(HttpContext context)
    {
        if (TandemBearerHandler.Read(context.Request) is not { } presented)
            return false;
        var now = clock.UtcNow;
        try
        {
            return accessTokens.Validate(presented, now) is { Fault: AccessTokenFault.None or AccessTokenFault.Expired, Token: { } token }
                && await sessions.FindAsync(token.SessionId, context.RequestAborted) is { } stored
                && stored.EndedBy(now) is null;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    // A list in the environment replaces the default whole, so the line names what is allowed already.
    private static string? BodyLine(IReadOnlyList<SessionDelivery> allowed) => allowed.Contains(SessionDelivery.Body)
        ? null
        : string.Join(' ', allowed.Append(SessionDelivery.Body).Select((delivery, index) =>
            string.Create(CultureInfo.InvariantCulture, $"Tandem__RefreshToken__Delivery__{index}={DeliveryNames.Of(delivery)}")));

    [LoggerMessage(1301, LogLevel.Warning, "A refresh came without its cookie ({Cause}). {Detail} Fix: {Fix} More: {More}")]
    private partial void Certain(string cause, string detail, string fix, string more);

    [LoggerMessage(1302, LogLevel.Information, "A refresh came without its cookie; perhaps nobody is signed in ({Cause}). {Detail} Fix: {Fix} More: {More}")]
    private partial void Possible(string cause, string detail, string fix, string more);
}
