namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Silences the web host's own request lines, and what the web server logs about requests that it cannot read: these contain the query
/// string or the faulty header, and are written before anything can refuse a token in it. <see cref="RequestLogMiddleware"/> writes its
/// own line without them.
/// </summary>
internal sealed class RequestLineFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule of one provider goes before those of all, however general it is.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList();
        foreach (var provider in providers)
        {
            foreach (var category in Categories)
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
        }
    }
}
