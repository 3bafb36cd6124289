using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Browsers.Sites;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Browsers;

/// <summary>
/// Reports that a page was refused for its origin: as a security event, and to the operator as a warning with the line of configuration that
/// would allow it. One warning a minute, with a count of the rest: anybody may send any origin.
/// </summary>
internal sealed partial class OriginRefusals(
    Lazy<PublicAddress> address, RefusalLog refusals, InstallationClock clock, TimeProvider time, ILogger<OriginRefusals> logger)
{
    private const int LongestOrigin = 256;
    private const int LongestShown = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? last;
    private int more;

    /// <summary>Reports a page that would be allowed if its origin were listed.</summary>
    /// <returns>The refused origin, or null where the header holds none.</returns>
    /// <exception cref="StorageUnavailableException">The event could not be written.</exception>
    public Task<Origin?> ReportFrontendAsync(HttpContext context, CancellationToken cancellationToken) =>
        ReportAsync(context, page => $"If the page is yours, set {address.Value.LineFor(page)}", cancellationToken);

    /// <summary>Reports a form of a page that only this application itself may have.</summary>
    /// <exception cref="StorageUnavailableException">The event could not be written.</exception>
    public Task<Origin?> ReportOwnPageAsync(HttpContext context, CancellationToken cancellationToken) =>
        ReportAsync(context, page => $"Pages sign in by forms of {address.Value.PublicOrigin} only. If that page is this application's, set Tandem__PublicUrl={page}", cancellationToken);

    private async Task<Origin?> ReportAsync(HttpContext context, Func<Origin, string> cureFor, CancellationToken cancellationToken)
    {
        var header = context.Request.Headers.Origin.ToString();
        var page = header.Length <= LongestOrigin && Origin.TryParse(header, out var origin) ? origin : null;
        var path = RequestLogMiddleware.Printable(context.Request.Path);
        Warn(page?.ToString() ?? Shown(header), path, Cure(page, header, cureFor));
        var refused = new OriginRefused(header.Length <= LongestOrigin ? header : header[..LongestOrigin], path) { At = clock.UtcNow, Context = context.Caller().Context };
        await refusals.ReportAsync(refused, cancellationToken);
        return page;
    }

    private static string Cure(Origin? page, string header, Func<Origin, string> cureFor) => page switch
    {
        null when header == PublicAddress.OpaqueOrigin => "The page has no origin: it is a file or a sandboxed frame. Serve it from an address, and list that",
        null => "That is not an origin as browsers send it",
        { IsWeb: true, IsSecure: false, IsLoopback: false } => "A page over plain HTTP cannot be listed: serve it over HTTPS, and list that address",
        _ => cureFor(page),
    };

    // What comes from a request is shown cut, and only what is plain ASCII of it.
    private static string Shown(string text) =>
        new([.. text.Take(LongestShown).Select(character => character is >= '!' and <= '~' ? character : '?')]);

    private void Warn(string origin, string path, string cure)
    {
        int others;
        lock (gate)
        {
            if (last is { } at && time.GetElapsedTime(at) < Pause)
            {
                more++;
                return;
            }

            (others, last, more) = (more, time.GetTimestamp(), 0);
        }

        if (others == 0)
            Refused(origin, path, cure);
        else
            RefusedAgain(origin, path, others, cure);
    }

    [LoggerMessage(1171, LogLevel.Warning, "A page of {Origin} was refused at {Path} (origin_not_allowed). {Cure}")]
    private partial void Refused(string origin, string path, string cure);

    [LoggerMessage(1172, LogLevel.Warning, "A page of {Origin} was refused at {Path} (origin_not_allowed), and {More} other requests were since the last such line. {Cure}")]
    private partial void RefusedAgain(string origin, string path, int more, string cure);
}
