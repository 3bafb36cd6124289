using Tandem.Browsers;
using Tandem.Browsers.Cors;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cors;

/// <summary>When a page may read an answer, and when a preflight lets a request pass: Fetch Standard §4.10, §4.8.</summary>
public sealed class CorsCheckTests
{
    private const string Page = "https://crm.example.com";

    // §4.10, CORS check: "*" without credentials; else the origin, byte for byte; "true" for credentials, byte for byte.
    [Theory]
    [InlineData(Page, "true", true, "")]
    [InlineData(Page, null, false, "")]
    [InlineData(Page, "false", false, "")]
    [InlineData("*", null, false, "")]
    [InlineData("*", "true", false, "")]
    [InlineData("*", "true", true, "cors_origin_wildcard")]
    [InlineData("*", null, true, "cors_origin_wildcard cors_credentials_missing")]
    [InlineData(null, "true", true, "cors_origin_missing")]
    [InlineData(null, null, false, "cors_origin_missing")]
    [InlineData(Page, null, true, "cors_credentials_missing")]
    [InlineData(Page, "", true, "cors_credentials_missing")]
    [InlineData(Page, "True", true, "cors_credentials_missing")]
    [InlineData(Page, "TRUE", true, "cors_credentials_missing")]
    [InlineData(Page, "true, true", true, "cors_credentials_missing")]
    [InlineData(Page, "1", true, "cors_credentials_missing")]
    [InlineData("", "true", true, "cors_origin_other")]
    [InlineData("null", "true", true, "cors_origin_other")]
    [InlineData("https://crm.example.com/", "true", true, "cors_origin_other")]
    [InlineData("https://crm.example.com:443", "true", true, "cors_origin_other")]
    [InlineData("https://crm.example.com.", "true", true, "cors_origin_other")]
    [InlineData("https://CRM.example.com", "true", true, "cors_origin_other")]
    [InlineData("http://crm.example.com", "true", true, "cors_origin_other")]
    [InlineData("crm.example.com", "true", true, "cors_origin_other")]
    [InlineData("https://*.example.com", "true", true, "cors_origin_other")]
    [InlineData("https://crm.example.com, https://crm.example.com", "true", true, "cors_origin_other")]
    [InlineData("https://crm.example.com https://app.example.com", "true", true, "cors_origin_other")]
    [InlineData("https://app.example.com", null, true, "cors_origin_other cors_credentials_missing")]
    [InlineData("https://app.example.com", null, false, "cors_origin_other")]
    public void A_page_reads_what_names_it_exactly(string? allowOrigin, string? allowCredentials, bool credentials, string rules)
    {
        var answer = new CorsAnswer(401, allowOrigin, allowCredentials);
        Assert.Equal(rules, Words(CorsCheck.Reading(At(Page), answer, credentials)));
        Assert.Equal(rules, Words(CorsCheck.Preflight(At(Page), "POST", [], answer with { Status = 204 }, credentials)));
    }

    // §4.8: an ok status is 200 to 299 (§2.2.3), and a preflight follows no redirect.
    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(299, "")]
    [InlineData(199, "cors_preflight_status")]
    [InlineData(300, "cors_preflight_status")]
    [InlineData(301, "cors_preflight_status")]
    [InlineData(308, "cors_preflight_status")]
    [InlineData(401, "cors_preflight_status")]
    [InlineData(405, "cors_preflight_status")]
    [InlineData(0, "cors_preflight_status")]
    public void A_preflight_has_to_succeed_itself(int status, string rules) =>
        Assert.Equal(rules, Words(CorsCheck.Preflight(At(Page), "POST", [], new(status, Page, "true"), credentials: true)));

    // §4.8, step 7: case counts; GET, HEAD and POST need no mention (§2.2.1); "*" is a wildcard without credentials only.
    [Theory]
    [InlineData("GET", null, true, true)]
    [InlineData("HEAD", null, true, true)]
    [InlineData("POST", null, true, true)]
    [InlineData("POST", "PUT", true, true)]
    [InlineData("DELETE", "GET, POST, DELETE", true, true)]
    [InlineData("DELETE", "DELETE", true, true)]
    [InlineData("DELETE", " ,\tDELETE ,", true, true)]
    [InlineData("DELETE", null, true, false)]
    [InlineData("DELETE", "", true, false)]
    [InlineData("DELETE", "delete", true, false)]
    [InlineData("patch", "PATCH", true, false)]
    [InlineData("DELETE", "DELETED", true, false)]
    [InlineData("DELETE", "GET POST DELETE", true, false)]
    [InlineData("DELETE", "*", true, false)]
    [InlineData("DELETE", "*", false, true)]
    [InlineData("DELETE", "GET, *", false, true)]
    [InlineData("DELETE", "\"DELETE\"", true, false)]
    [InlineData("POST", "GET;POST", true, false)]
    [InlineData("POST", "GET, (POST)", true, false)]
    public void A_method_is_allowed_by_name(string method, string? allowMethods, bool credentials, bool allowed) => Assert.Equal(
        allowed ? "" : "cors_method_missing",
        Words(CorsCheck.Preflight(At(Page), method, [], new(204, Page, "true", AllowMethods: allowMethods), credentials)));

    // §4.8, step 7: case does not count; Authorization is never covered by "*" (§2.2.2, CORS non-wildcard request-header name).
    [Theory]
    [InlineData("", null, true, true)]
    [InlineData("content-type", "Content-Type", true, true)]
    [InlineData("Content-Type", "content-type", true, true)]
    [InlineData("content-type authorization", "Authorization,Content-Type", true, true)]
    [InlineData("content-type", null, true, false)]
    [InlineData("content-type", "", true, false)]
    [InlineData("content-type x-api-key", "content-type", true, false)]
    [InlineData("content-type", "content-types", true, false)]
    [InlineData("content-type", "*", true, false)]
    [InlineData("content-type", "*", false, true)]
    [InlineData("authorization", "*", false, false)]
    [InlineData("AUTHORIZATION", "*", false, false)]
    [InlineData("content-type authorization", "*, authorization", false, true)]
    [InlineData("authorization", "Authorization", false, true)]
    [InlineData("*", "*", true, true)]
    [InlineData("content-type", "content-type, x y", true, false)]
    [InlineData("", "x:y", true, false)]
    public void A_header_is_allowed_by_name(string headers, string? allowHeaders, bool credentials, bool allowed) => Assert.Equal(
        allowed ? "" : "cors_header_missing",
        Words(CorsCheck.Preflight(
            At(Page), "POST", headers.Split(' ', StringSplitOptions.RemoveEmptyEntries), new(204, Page, "true", AllowHeaders: allowHeaders), credentials)));

    [Fact]
    public void Every_rule_that_is_broken_is_told() => Assert.Equal(
        "cors_origin_wildcard cors_credentials_missing cors_preflight_status cors_method_missing cors_header_missing",
        Words(CorsCheck.Preflight(At(Page), "PUT", ["authorization"], new(302, "*", null, "*", "*"), credentials: true)));

    [Fact]
    public void Page_answer_and_headers_are_needed()
    {
        var answer = new CorsAnswer(204, Page, "true");
        Assert.Throws<ArgumentNullException>(() => CorsCheck.Reading(null!, answer, true).ToList());
        Assert.Throws<ArgumentNullException>(() => CorsCheck.Reading(At(Page), null!, true).ToList());
        Assert.Throws<ArgumentNullException>(() => CorsCheck.Preflight(At(Page), "GET", null!, answer, true).ToList());
    }

    private static string Words(IEnumerable<BrowserRule> rules) => string.Join(' ', rules.Select(rule => rule.Id));
}
