using System.Net;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.OpenApi;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Connections;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.MasterKeys;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Hosting;

/// <summary>What every request passes: proxies, connections, rate limits, bodies and problem details. It stands here because <c>Http</c> is below rooms.</summary>
internal sealed class HttpRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        List<KnownProxyOptions>("ForwardedHeaders:KnownProxies", "none: forwarded headers are ignored", "IP addresses or networks, such as `10.0.0.0/8`", "Proxies whose `X-Forwarded-For`, `-Proto` and `-Host` are believed.",
            (options, value) => options.Proxies = value),
        Number<RateLimitOptions>("RateLimits:PerAddress:Login", "30", "1 to 1000000 a minute", "Sign-ins from one address (IPv6: one /64).",
            (options, value) => options.LoginPerAddress = value, 1, 1_000_000),
        Number<RateLimitOptions>("RateLimits:PerAddress:Refresh", "600", "1 to 1000000 a minute", "Refreshes and sign-outs from one address (IPv6: one /64).",
            (options, value) => options.RefreshPerAddress = value, 1, 1_000_000),
        Number<RateLimitOptions>("RateLimits:PerAddress:Mail", "5", "1 to 1000000 a minute", "Requests that send a mail, from one address (IPv6: one /64).",
            (options, value) => options.MailPerAddress = value, 1, 1_000_000),
        Number<RateLimitOptions>("RateLimits:PerAccount:Mail", "5", "1 to 1000000 a minute", "Mails to one account, whoever asks for them.",
            (options, value) => options.MailPerAccount = value, 1, 1_000_000),
        Flag<RateLimitOptions>("RateLimits:IncludeLoopback", "false", "Whether requests from this machine are limited too. They are in any case where `Tandem:PublicUrl` is no loopback host, since a proxy on this machine then speaks for everybody, and when they came through a known proxy.",
            (options, value) => options.IncludeLoopback = value),
        Number<ConnectionOptions>("Connections:Max", "10000", "100 to 1000000", "Connections that `tandem serve` keeps, upgraded ones included; further ones are closed unread. The last 50 are for callers on this machine.",
            (options, value) => options.Most = value, 100, 1_000_000),
        Number<ConnectionOptions>("Connections:PerAddress", "1000", "1 to 1000000", "Connections of one address (IPv6: one /64), known proxies excepted; a /48 has half of all at most.",
            (options, value) => options.MostPerAddress = value, 1, 1_000_000),
        Number<ConnectionOptions>("Connections:Upgraded", "5000", "1 to 1000000", "Requests at a time that became WebSockets or the like; further ones get 503 `busy`.",
            (options, value) => options.MostUpgraded = value, 1, 1_000_000),
        Flag<OpenApiEndpointOptions>("OpenApi:IncludeApplication", "false", "Whether `openapi.json` describes the application's own endpoints too. Anybody may read it.",
            (options, value) => options.IncludeApplication = value),
        Flag<OpenApiEndpointOptions>("OpenApi:InApplicationDocuments", "false", "Whether the OpenAPI documents of your application (`AddOpenApi()`) describe Tandem's endpoints too, with the bearer scheme they need.",
            (options, value) => options.InApplicationDocuments = value),
    ];

    public override IReadOnlyList<string> KeysWithoutEffect { get; } = ["RateLimits:PerAccount:Login", "RateLimits:PerAccount:Refresh"];

    public override IReadOnlyList<ErrorCode> Errors => ErrorCodes.Shared;

    public override IJsonTypeInfoResolver Bodies => SharedJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<OpenApiEndpoint>()];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        const string Key = "ForwardedHeaders:KnownProxies";
        foreach (var proxy in options.Get<KnownProxyOptions>().Proxies)
        {
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
                yield return ConfigurationFault.Of(Key, proxy, "This is neither an address nor a network.", "Write for example 10.0.0.7 or 10.0.0.0/8.");
            if (proxy.EndsWith("/0", StringComparison.Ordinal))
                yield return ConfigurationFault.Of(Key, proxy, "Everybody would be believed.", "Name the proxies' own addresses.");
        }
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton<KnownProxies>();
        services.TryAddSingleton<UnknownProxyLog>();
        services.TryAddSingleton<RateLimits>();
        services.TryAddSingleton<ConnectionLimiter>();
        services.TryAddSingleton<RateLimitRefusal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, RequestLineFilter>());
        services.TryAddSingleton(provider => new Lazy<TokenForm>(() =>
            new TokenForm(provider.GetRequiredService<AccessTokenSettings>().Issuer, provider.GetRequiredService<Installation>())));
        services.AddExceptionHandler<ServiceFaults>();
        // A slim builder leaves out the route constraint that the OpenAPI document's address needs.
        services.AddRouting();
        services.AddOpenApi(OpenApiEndpoint.Document);
        services.AddSingleton<IPostConfigureOptions<OpenApiOptions>, OpenApiSetup>();
    }
}
