using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>
/// Silences the web host's own request lines: they hold the query string, and are written before anything can refuse a token in it.
/// <see cref="RequestLogMiddleware"/> writes one without.
/// </summary>
internal sealed class RequestLineFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule of one provider goes before those of all, however general it is.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var provider in providers)
            options.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, null));
    }
}
