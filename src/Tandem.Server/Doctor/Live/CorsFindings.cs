using Tandem.Browsers;
using Tandem.Browsers.Cors;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>What browsers make of the CORS headers that came.</summary>
internal static class CorsFindings
{
    private static readonly string[] RequestHeaders = ["content-type", "authorization"];

    /// <summary>Findings about the preflight of a refresh.</summary>
    public static IEnumerable<Finding> OfPreflight(Origin page, LiveResponse response)
    {
        if (response.IsRedirect)
            return
            [
                LiveRule.PreflightRedirected.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}, to {response.Location}.",
                    $"Call the API by the address it redirects to, or answer OPTIONS without redirect: {response.Location}"),
            ];
        if (IsDoubled(response) is { } doubled)
            return [doubled];
        // A server without CORS answers OPTIONS as any unknown method: then the status is not the cause.
        if (!response.IsSuccess && (response.Cors.AllowOrigin is not null || response.Status is 401 or 403))
            return
            [
                CorsRule.PreflightStatus.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}{response.Code}.",
                    $"Answer OPTIONS before authentication, with 204 and the CORS headers. In Express: `app.use(cors({{ origin: '{page}', credentials: true }}))` before every other app.use"),
            ];
        var rules = CorsCheck.Preflight(page, "POST", RequestHeaders, response.Cors, credentials: true).Where(rule => rule != CorsRule.PreflightStatus).ToList();
        // Without any permission what else is missing goes without saying.
        return rules.Contains(CorsRule.OriginMissing) ? [Found(CorsRule.OriginMissing, page, response)] : rules.Select(rule => Found(rule, page, response));
    }

    /// <summary>Which headers of tracing keep a page that uses it from calling, where the preflight is sound otherwise.</summary>
    public static Finding? OfTracing(LiveResponse response) =>
        response.IsSuccess && CorsCheck.MissingHeaders(CorsPlan.TracingHeaders, response.Cors, credentials: true).ToList() is { Count: > 0 } missing
            ? CorsRule.TracingHeaderMissing.Found(FindingSeverity.Info,
                $"{response.Request} was answered {WithHeaders(response)}: {Named(missing)}. It matters to pages that use tracing, such as Sentry or OpenTelemetry.",
                $"List them: `Access-Control-Allow-Headers: Content-Type, Authorization, {string.Join(", ", CorsPlan.TracingHeaders)}`, or keep tracing away from this API in the page (`tracePropagationTargets` in Sentry).")
            : null;

    /// <summary>Findings about a response that the page is to read.</summary>
    public static IEnumerable<Finding> OfResponse(Origin page, LiveResponse response) => IsDoubled(response) is { } doubled
        ? [doubled]
        : CorsCheck.Reading(page, response.Cors, credentials: true).Select(rule => Found(rule, page, response));

    /// <summary>Whether a page can see why a 401 without a problem document was given.</summary>
    public static Finding? OfChallenge(LiveResponse response) =>
        response is { Status: 401, Code: "" } && response.Header("WWW-Authenticate")?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) == true
        && !(response.Header("Access-Control-Expose-Headers") ?? "").Split(',', StringSplitOptions.TrimEntries).Any(name => name == "*" || name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase))
            ? LiveRule.ChallengeHidden.Found(FindingSeverity.Warning, $"{response.Request} was answered 401 with WWW-Authenticate, which the page cannot read.",
                "`Access-Control-Expose-Headers: WWW-Authenticate`. In Express: `cors({ exposedHeaders: ['WWW-Authenticate'], ... })`; in ASP.NET Core: `.WithExposedHeaders(\"WWW-Authenticate\")`")
            : null;

    /// <summary>Whether the permission is for whoever asks.</summary>
    public static Finding? OfAnyOrigin(Origin stranger, LiveResponse response) =>
        response.Cors.AllowOrigin == stranger.ToString() && response.Cors.AllowCredentials == "true"
            ? LiveRule.CorsAnyOrigin.Found(FindingSeverity.Warning, $"A page of {stranger} would be allowed too, with credentials.",
                "Allow the front ends you have, each by its origin. In Express: `cors({ origin: ['https://crm.example.com'], credentials: true })` instead of `origin: true`")
            : null;

    /// <summary>Whether caches may mix up origins, which matters where responses differ by origin.</summary>
    public static Finding? OfVary(LiveResponse response, LiveResponse toStranger) =>
        response.Cors.AllowOrigin is { } allowed && allowed != toStranger.Cors.AllowOrigin
        && !(response.Cors.Vary ?? "").Split(',', StringSplitOptions.TrimEntries).Any(name => name == "*" || name.Equals("Origin", StringComparison.OrdinalIgnoreCase))
            ? CorsRule.VaryMissing.Found(FindingSeverity.Warning, $"{response.Request} was answered for one origin, with Vary: {response.Cors.Vary ?? "absent"}.", "Add to every answer: `Vary: Origin`")
            : null;

    private static Finding? IsDoubled(LiveResponse response) =>
        response.Cors.AllowOrigin is { } allowed && allowed.Contains(',', StringComparison.Ordinal)
            ? LiveRule.CorsDoubled.Found(FindingSeverity.Error, $"{response.Request} was answered with Access-Control-Allow-Origin: {PlainText.Escape(allowed)}.",
                "Let one of them set CORS headers, the application or the proxy before it. nginx: `proxy_hide_header Access-Control-Allow-Origin;`")
            : null;

    private static Finding Found(BrowserRule rule, Origin page, LiveResponse response) => rule.Found(FindingSeverity.Error, Seen(rule, response), Fix(rule, page));

    private static string WithHeaders(LiveResponse response) => response.Cors.AllowHeaders is { } value
        ? $"{response.Status} with Access-Control-Allow-Headers: {PlainText.Escape(value)}"
        : $"{response.Status} without Access-Control-Allow-Headers";

    private static string Named(List<string> missing) =>
        $"{string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not allowed";

    private static string Seen(BrowserRule rule, LiveResponse response)
    {
        if (rule == CorsRule.HeaderMissing)
            return $"{response.Request} was answered {WithHeaders(response)}: {Named([.. CorsCheck.MissingHeaders(RequestHeaders, response.Cors, credentials: true)])}.";
        var header = rule == CorsRule.CredentialsMissing ? ("Access-Control-Allow-Credentials", response.Cors.AllowCredentials)
            : rule == CorsRule.MethodMissing ? ("Access-Control-Allow-Methods", response.Cors.AllowMethods)
            : ("Access-Control-Allow-Origin", response.Cors.AllowOrigin);
        return $"{response.Request} was answered {response.Status} {(header.Item2 is { } value ? $"with {header.Item1}: {PlainText.Escape(value)}" : $"without {header.Item1}")}.";
    }

    private static string Fix(BrowserRule rule, Origin page) => rule == CorsRule.HeaderMissing
        ? "`Access-Control-Allow-Headers: Content-Type, Authorization`. In Express: `cors({ allowedHeaders: ['Content-Type', 'Authorization'], ... })`"
        : rule == CorsRule.MethodMissing ? "`Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE`"
        : $"`Access-Control-Allow-Origin: {page}` and `Access-Control-Allow-Credentials: true`, on every response. In Express: `cors({{ origin: '{page}', credentials: true }})`. In Tandem: `Tandem:Frontends:0={page}`";
}
