using System.Text;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Problems;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Access tokens: issuing them, and accepting them as the bearer scheme.</summary>
internal sealed class AccessTokensRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Duration<AccessTokenOptions>("AccessToken:Lifetime", "00:15:00", "1 second to 1 day", "Life of an access token: how long one works at resource servers that do not follow revocations.",
            (options, value) => options.Lifetime = value),
        Text<AccessTokenOptions>("AccessToken:Audience", "the issuer", "text", "The `aud` claim that resource servers compare.",
            (options, value) => options.Audience = value),
        List<AccessTokenOptions>("AccessToken:Claims", "none", "`email`", "Claims beyond the usual ones. Access tokens are readable by whoever holds them.",
            (options, value) => options.Claims = value),
    ];

    public override IReadOnlyList<ErrorCode> Errors { get; } =
    [
        AccessTokenErrors.AccessTokenInvalid, AccessTokenErrors.AccessTokenExpired, AccessTokenErrors.SessionRevoked, AccessTokenErrors.TicketInvalid,
    ];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        var access = options.Get<AccessTokenOptions>();
        if (access.Lifetime < TimeSpan.FromSeconds(1) || access.Lifetime > TimeSpan.FromDays(1))
            yield return ConfigurationFault.Of("AccessToken:Lifetime", access.Lifetime, "An access token lives from 1 second to 1 day.", "The default is 00:15:00.");
        foreach (var claim in access.Claims.Where(claim => claim != "email"))
            yield return ConfigurationFault.Of("AccessToken:Claims", claim, "Only email can be added.", "Ask GET /api/me for the rest.");
        if (AudienceFault(access.Audience, options.Get<PublicAddressOptions>().PublicUrl) is { } fault)
            yield return fault;
    }

    // What verifiers would refuse is not signed, so it is refused here.
    private static ConfigurationFault? AudienceFault(string? audience, Uri? publicUrl)
    {
        if (audience is not null && (string.IsNullOrWhiteSpace(audience) || audience.EnumerateRunes().Contains(Rune.ReplacementChar)))
            return ConfigurationFault.Of("AccessToken:Audience", audience, "No verifier accepts a token with this audience.", "Name whom tokens are for, or leave it out.");
        var issuer = publicUrl?.AbsoluteUri ?? "";
        var length = AccessTokenSettings.LengthOf(issuer) + AccessTokenSettings.LengthOf(audience ?? issuer);
        return length <= AccessTokenSettings.MaximumNames ? null : ConfigurationFault.Of("AccessToken:Audience", audience ?? issuer,
            $"Issuer and audience have {length} bytes together, and a token has room for {AccessTokenSettings.MaximumNames}.", "Choose a shorter audience or public URL.");
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton(provider => Settings(provider.Part<AccessTokenOptions>(), provider.GetRequiredService<PublicAddress>()));
        services.TryAddSingleton<AccessTokenIssuer>();
        services.TryAddSingleton<AccessTokenValidator>();
        services.TryAddSingleton<IAccessTokenCheck, IssuedTokenCheck>();
        services.AddBearerScheme();
    }

    private static AccessTokenSettings Settings(AccessTokenOptions options, PublicAddress address) => new()
    {
        Issuer = address.Issuer,
        Audience = options.Audience ?? address.Issuer,
        Lifetime = options.Lifetime,
        Tolerance = AccessTokenOptions.Tolerance,
        IncludeEmail = options.Claims.Contains("email"),
    };
}

/// <summary>Why an access token, or a ticket in its place, is refused.</summary>
internal static class AccessTokenErrors
{
    public static readonly ErrorCode AccessTokenInvalid = new("access_token_invalid", 401, "The access token is not valid",
        "It is malformed, altered, from another installation, or revoked by a change of the account.", "Refresh, and send the new access token.");

    public static readonly ErrorCode AccessTokenExpired = new("access_token_expired", 401, "The access token has expired",
        "Access tokens live for minutes.", "Refresh, and send the new access token.");

    public static readonly ErrorCode SessionRevoked = new("session_revoked", 401, "The session has been ended",
        "It was signed out, ended from another device or by an administrator, or its account changed.", "Sign in again.")
    { EndsSession = true };

    public static readonly ErrorCode TicketInvalid = new("ticket_invalid", 401, "The ticket is not valid",
        "It is unknown or was used, is older than 30 seconds, or its session or account was ended or changed meanwhile.", "Ask for a new ticket for each connection. The access token may still be valid: do not refresh because of this.");
}
