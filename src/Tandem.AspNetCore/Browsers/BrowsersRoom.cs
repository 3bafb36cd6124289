using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;

using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Browsers.Cookies;
using Tandem.MasterKeys;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Where browsers reach this application, which pages may call it, and the refresh cookie that follows from both.</summary>
internal sealed class BrowsersRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Url<PublicAddressOptions>("PublicUrl", "the first listening URL", "The address browsers use. Issuer of access tokens, origin of the refresh cookie, base of links. Must be HTTPS except on a loopback host. A path is what a proxy takes off before requests come here: `https://app.example.com/api`.",
            (options, value) => options.PublicUrl = value),
        List<PublicAddressOptions>("Frontends", "none", "origins, such as `https://app.example.com`", "Origins of pages that may call with the refresh cookie, besides the public URL's own; CORS is granted to them, and the cookie is planned for each. HTTPS, or plain HTTP on a loopback host; native schemes such as `capacitor://localhost` are possible.",
            (options, value) => options.Frontends = value),
        Text<PublicAddressOptions>("BasePath", "/api/auth", "a path", "Where the endpoints are.",
            (options, value) => options.BasePath = value),
        Text<RefreshCookieOptions>("RefreshToken:Cookie:Name", "derived", "`__Host-refreshToken`, `__Secure-refreshToken`, `refreshToken`", "Name of the refresh cookie. The prefixes are promises that browsers check.",
            (options, value) => options.Name = value),
        Text<RefreshCookieOptions>("RefreshToken:Cookie:Domain", "none: this host only", "the public host or a parent of it that is no public suffix", "Shares the cookie with sibling hosts. Every one of them can then set it: leave it out unless you must.",
            (options, value) => options.Domain = value),
        Text<RefreshCookieOptions>("RefreshToken:Cookie:SameSite", "Lax; for pages of other sites None", "`Lax`, `Strict`, `None`", "`Strict` suits pure single-page apps: a page opened by a link from elsewhere arrives without the cookie. `None` needs HTTPS, and is chosen by itself for front ends of other sites.",
            (options, value) => options.SameSite = value),
        Text<RefreshCookieOptions>("RefreshToken:Cookie:Path", "/", "a path that covers the refresh endpoint", "Narrows the cookie to a path; the `__Host-` prefix needs `/`.",
            (options, value) => options.Path = value),
        Flag<RefreshCookieOptions>("RefreshToken:Cookie:Partitioned", "for pages of other sites", "Whether the cookie is kept apart for each site in the address bar (CHIPS). Without it most browsers keep a cookie from other sites' pages; needs HTTPS.",
            (options, value) => options.Partitioned = value),
        List<RefreshCookieOptions>("RefreshToken:Cookie:Former", "none", $"former cookies, each {FormerCookie.Form}", "The cookie as it was set before its name, domain or path was changed: `__Secure-refreshToken; Domain=example.com; Until=2027-03-31`. Read until the end of that day (UTC), where the present one is absent, so that nobody is signed out; cleared by signing out for as long as it is listed. Take it out afterwards: hosts that can plant the former name can sign visitors in as somebody else until then.",
            (options, value) => options.Former = value),
        List<CorsHeaderOptions>("Cors:RequestHeaders", "none", "header names, such as `X-Tenant`", "What pages of front ends may send besides `Content-Type`, `Authorization`, `X-API-Key` and the headers of tracing (`traceparent`, `tracestate`, `baggage`, `sentry-trace`). It holds for your endpoints and for Tandem's.",
            (options, value) => options.RequestHeaders = value),
        List<CorsHeaderOptions>("Cors:ExposedHeaders", "none", "header names, such as `ETag`", "What pages of front ends may read besides `Retry-After`, `WWW-Authenticate`, `X-Request-Id` and what every page may read.",
            (options, value) => options.ExposedHeaders = value),
        Choice<SecurityHeaderOptions>("SecurityHeaders", "false", ["true", "false", "includeSubDomains"], "Whether your own responses get `X-Content-Type-Options: nosniff` and, where `Tandem:PublicUrl` is HTTPS, `Strict-Transport-Security: max-age=31536000`. Tandem's responses have both in any case, and so has whatever `tandem serve` answers without an application of yours. `includeSubDomains` adds that word to the header, everywhere: browsers then refuse plain HTTP on every host below this one for a year.",
            (options, value) => (options.OnApplication, options.IncludeSubDomains) = (value != "false", value == "includeSubDomains")),
    ];

    public override IReadOnlyList<ErrorCode> Errors { get; } = [OriginErrors.OriginNotAllowed];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        var (address, cookie) = (options.Get<PublicAddressOptions>(), options.Get<RefreshCookieOptions>());
        return [.. OriginChecks.Of(address), .. FrontendChecks.Of(address, cookie), .. CookieChecks.Of(address, cookie), .. CorsHeaderChecks.Of(options.Get<CorsHeaderOptions>())];
    }

    public override IEnumerable<ConfigurationWarning> Warn(OptionParts options)
    {
        var (address, cookie) = (options.Get<PublicAddressOptions>(), options.Get<RefreshCookieOptions>());
        return [.. FrontendChecks.WarningsOf(address, cookie), .. CookieChecks.WarningsOf(address, cookie)];
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new PublicAddress(
            provider.GetRequiredService<IOptions<PublicAddressOptions>>(), provider.GetRequiredService<IOptions<RefreshCookieOptions>>(),
            provider.GetRequiredService<Installation>(), provider.GetRequiredService<IServer>(), provider.GetRequiredService<IWebHostEnvironment>()));
        // The first listening URL is known once the server listens; what is built earlier holds it lazily.
        services.TryAddSingleton(provider => new Lazy<PublicAddress>(provider.GetRequiredService<PublicAddress>));
        services.TryAddSingleton(provider =>
        {
            var address = provider.GetRequiredService<Lazy<PublicAddress>>();
            return new LoopbackExemption(() => address.Value.PublicOrigin.IsLoopback);
        });
        services.TryAddSingleton<OriginRefusals>();
        services.AddCors();
        services.Replace(ServiceDescriptor.Singleton<ICorsPolicyProvider, CorsSetup>());
        services.TryAddSingleton<CorsStage>();
        services.Replace(ServiceDescriptor.Transient<ICorsService>(provider =>
        {
            provider.GetRequiredService<CorsStage>().NoteService();
            return new CorsService(provider.GetRequiredService<IOptions<CorsOptions>>(), provider.GetRequiredService<ILoggerFactory>());
        }));
    }
}

/// <summary>Why a page is refused.</summary>
internal static class OriginErrors
{
    public static readonly ErrorCode OriginNotAllowed = new("origin_not_allowed", 403, "This page may not use the session",
        "The request has the session's cookie and comes from a page whose origin is not configured.", "If the page is yours, add its origin to Tandem:Frontends.");
}
