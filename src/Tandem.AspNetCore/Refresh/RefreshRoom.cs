using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Sessions;
using Tandem.Refresh;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Refresh tokens: exchanging them, delivering them, signing out.</summary>
internal sealed class RefreshRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Duration<RefreshTokenOptions>("RefreshToken:IdleLifetime", "7.00:00:00", "longer than twice the leeway plus the access-token lifetime; at most 400 days", "How long a session lasts unused. Each rotation restarts it.",
            (options, value) => options.IdleLifetime = value),
        Duration<RefreshTokenOptions>("RefreshToken:AbsoluteLifetime", "none", "at least the idle lifetime", "How long a session lasts however much it is used (ASVS 10.4.8).",
            (options, value) => options.AbsoluteLifetime = value),
        Duration<RefreshTokenOptions>("RefreshToken:Leeway", "00:00:30", "0 to 10 minutes", "How long a rotated token still gets the same successor. Below 30 seconds a slow network can sign people out; zero is strict one-time use.",
            (options, value) => options.Leeway = value),
        Duration<RefreshTokenOptions>("RefreshToken:RecoveryWindow", "the idle lifetime", "0 to the idle lifetime", "How long a client whose answer was lost may present its last token again. Zero signs it out.",
            (options, value) => options.RecoveryWindow = value),
        List<RefreshTokenOptions>("RefreshToken:Delivery", "[\"cookie\"]", "`cookie`, `body`, `both`", "How clients may ask to receive refresh tokens; the first is the default. `body` is for programs and native apps, and refused to pages in browsers. `both` is the cookie first and the body as a fallback, for pages too, whose scripts can then read the token.",
            Deliver),
    ];

    public override IReadOnlyList<ErrorCode> Errors { get; } =
    [
        RefreshErrors.RefreshTokenMissing, RefreshErrors.RefreshTokenForeign, RefreshErrors.RefreshTokenInvalid, RefreshErrors.RefreshTokenExpired, RefreshErrors.RefreshTokenReused,
        RefreshErrors.SessionUnknown,
    ];

    public override IJsonTypeInfoResolver Bodies => RefreshJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<RefreshEndpoint>(), Resource.Of<LogoutEndpoint>()];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options) =>
        LifetimeChecks.Of(options.Get<RefreshTokenOptions>(), options.Get<AccessTokenOptions>());

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.Part<RefreshTokenOptions>().ToPolicy(provider.Part<SessionLimitOptions>().MaxPerAccount));
        services.TryAddSingleton<DeliveryConfirmations>();
        services.TryAddSingleton<RefreshService>();
        services.TryAddSingleton<SessionReplacement>();
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new OpaqueOriginAccess(provider.Part<RefreshTokenOptions>().ServesPrograms));
        services.TryAddSingleton<TokenResponseWriter>();
        services.TryAddSingleton<RefreshCredentials>();
        services.TryAddSingleton<RefreshDiagnosis>();
        services.TryAddSingleton<ProgramSignIns>();
        services.AddHostedService<ConfirmationWriter>();
    }

    private static string? Deliver(RefreshTokenOptions options, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || names.Any(name => DeliveryNames.Parse(name) is null))
            return "one or more of cookie, body, both";
        options.Delivery = [.. names.Select(name => DeliveryNames.Parse(name)!.Value)];
        return null;
    }
}

/// <summary>Why a refresh token is refused.</summary>
internal static class RefreshErrors
{
    public static readonly ErrorCode RefreshTokenMissing = new("refresh_token_missing", 401, "No refresh token arrived",
        "Nobody is signed in, or the client did not send the cookie.", "Sign in. If somebody was signed in, see diagnosis.");

    public static readonly ErrorCode RefreshTokenForeign = new("refresh_token_foreign", 401, "The refresh token is another installation's",
        "It was made with a key that this installation never had: by another server on the same host name, or before the database was replaced. No session ends.",
        "Sign in, which replaces it. If the database should be the same, check Tandem:DataFolder: the volume may not be mounted.");

    public static readonly ErrorCode RefreshTokenInvalid = new("refresh_token_invalid", 401, "The refresh token is not valid",
        "It is malformed or was altered.", "Sign in again.")
    { EndsSession = true };

    public static readonly ErrorCode RefreshTokenExpired = new("refresh_token_expired", 401, "The session has expired",
        "It was not used for its idle lifetime, or reached its absolute end.", "Sign in again.")
    { EndsSession = true };

    public static readonly ErrorCode RefreshTokenReused = new("refresh_token_reused", 401, "A copy of the session was used",
        "A replaced refresh token was presented: two parties have tokens of one session, or a server that renders pages refreshed and did not send the new cookie to the browser. The session has ended for both.", "Sign in again. If this repeats, check the devices and the programs on them; a server that refreshes must send every Set-Cookie to the browser.")
    { EndsSession = true };

    public static readonly ErrorCode SessionUnknown = new("session_unknown", 401, "There is no such session",
        "It ended so long ago that it was removed, or it began after the backup from which the database was restored.", "Sign in again.")
    { EndsSession = true };
}
