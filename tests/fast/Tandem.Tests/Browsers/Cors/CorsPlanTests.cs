using Tandem.Browsers.Cors;
using Tandem.Browsers.Sites;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cors;

/// <summary>Which pages may call with credentials: exactly those configured (RFC 6454 §5; http-contract, "Errors").</summary>
public sealed class CorsPlanTests
{
    private static readonly CorsPlan Plan = new(
        At("https://api.example.com"),
        [At("https://crm.example.com"), At("https://app.example.com:8443"), At("http://localhost:5173"), At("https://xn--bcher-kva.example"), At("capacitor://localhost")]);

    [Theory]
    [InlineData("https://api.example.com", true)]
    [InlineData("https://crm.example.com", true)]
    [InlineData("https://app.example.com:8443", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("http://127.0.0.1:5173", true)]
    [InlineData("http://[::1]:5173", true)]
    [InlineData("https://xn--bcher-kva.example", true)]
    [InlineData("capacitor://localhost", true)]
    [InlineData("http://crm.example.com", false)]
    [InlineData("https://crm.example.com:8443", false)]
    [InlineData("https://app.example.com", false)]
    [InlineData("https://app.example.com:8444", false)]
    [InlineData("http://api.example.com", false)]
    [InlineData("https://example.com", false)]
    [InlineData("https://www.example.com", false)]
    [InlineData("https://x.crm.example.com", false)]
    [InlineData("https://xcrm.example.com", false)]
    [InlineData("https://evil-crm.example.com", false)]
    [InlineData("https://crm.example.com.evil.org", false)]
    [InlineData("https://crm.example.co", false)]
    [InlineData("https://crm.example.community", false)]
    [InlineData("http://localhost:5174", false)]
    [InlineData("http://localhost", false)]
    [InlineData("https://localhost:5173", false)]
    [InlineData("http://app.localhost:5173", false)]
    [InlineData("http://127.0.0.2:5173", false)]
    [InlineData("https://bucher.example", false)]
    [InlineData("ionic://localhost", false)]
    [InlineData("capacitor://app", false)]
    public void An_origin_is_compared_as_a_whole(string origin, bool allowed) => Assert.Equal(allowed, Plan.Allows(At(origin)));

    // These are no origins: a browser sends none of them.
    [Theory]
    [InlineData("https://CRM.example.com")]
    [InlineData("HTTPS://crm.example.com")]
    [InlineData("https://crm.example.com.")]
    [InlineData("https://crm.example.com:443")]
    [InlineData("https://crm.example.com/")]
    [InlineData("https://crm.example.com, https://crm.example.com")]
    [InlineData("https://bücher.example")]
    [InlineData("null")]
    [InlineData("*")]
    public void Other_spellings_are_no_origins(string text) => Assert.False(Origin.TryParse(text, out _));

    // What the plan allows, a browser lets pass: Fetch Standard §4.8.
    [Fact]
    public void The_planned_methods_and_headers_pass_a_preflight()
    {
        var answer = new CorsAnswer(204, "https://crm.example.com", "true", string.Join(',', CorsPlan.Methods), string.Join(',', CorsPlan.RequestHeaders), "Origin");
        Assert.All(
            ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            method => Assert.Empty(CorsCheck.Preflight(At("https://crm.example.com"), method, ["content-type", "authorization", "x-api-key", "traceparent", "tracestate", "baggage", "sentry-trace"], answer, credentials: true)));
        Assert.DoesNotContain("*", CorsPlan.Methods.Concat(CorsPlan.RequestHeaders).Concat(CorsPlan.ExposedHeaders));
    }

    // browser-facts, "CORS with credentials": Chrome keeps a preflight for two hours at most.
    [Fact]
    public void A_preflight_is_kept_no_longer_than_browsers_would() => Assert.InRange(CorsPlan.PreflightLife, TimeSpan.FromSeconds(6), TimeSpan.FromHours(2));

    [Fact]
    public void An_origin_is_needed() => Assert.Throws<ArgumentNullException>(() => Plan.Allows(null!));
}
