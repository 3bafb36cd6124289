using Tandem.Browsers.Cookies;
using Tandem.Browsers.Cors;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Doctor;

/// <summary>Why a refresh came without its cookie, from what a server can see: brief 1, "The Cookie Problem".</summary>
public sealed class MissingCookieTests
{
    private const string Api = "https://api.example.com";

    /// <summary>The API, its front ends and overrides of the cookie; what was seen; the cause; words of the cure.</summary>
    public static TheoryData<Situation> Situations =>
    [
        new Situation("not_signed_in", "Sign in") { Origin = Api, Site = "same-origin" },
        new Situation("client_keeps_no_cookie", "in the body of the refresh: a line") { ProgramSignedIn = true, BodyLine = "a line" },
        new Situation("client_keeps_no_cookie", "in the body of the refresh.") { ProgramSignedIn = true, Cookies = ["other"] },
        new Situation("cookie_empty", "empties it") { ProgramSignedIn = true, Cookies = ["__Host-refreshToken"] },
        new Situation("not_signed_in", "Sign in") { Site = "same-origin" },
        new Situation("set_before_change", "Sign in again") { Origin = Api, Site = "same-origin", SessionLives = true },
        new Situation("credentials_omitted", "credentials: 'include'") { Origin = "https://crm.example.com", Site = "same-site" },
        new Situation("credentials_omitted", "credentials: 'include'") { Origin = "https://crm.example.com" },
        new Situation("never_stored", "the fetch that signs in") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["_ga"] },
        new Situation("never_stored", "the fetch that signs in") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["_ga"], SessionLives = true },
        new Situation("origin_not_configured", "Tandem__Frontends__7=https://shop.example.com") { Origin = "https://shop.example.com", Site = "same-site" },
        new Situation("origin_not_configured", "Tandem__Frontends__7=https://evil.example") { Origin = "https://evil.example", Site = "cross-site" },
        new Situation("opaque_origin", "delivery body") { Origin = "null", Site = "cross-site" },
        new Situation("plain_http_page", "Redirect http://crm.example.com to https") { Origin = "http://crm.example.com", Site = "cross-site" },
        new Situation("other_host", "Call https://api.example.com") { Origin = "https://crm.example.com", Site = "same-site", Host = "crm-production.up.railway.app" },
        new Situation("other_host", "Call https://api.example.com") { Origin = "https://crm.example.com", Site = "same-site", Host = "www.api.example.com" },
        new Situation("credentials_omitted", "credentials") { Origin = "https://crm.example.com", Site = "same-site", Host = "10.0.0.7:5080" },
        new Situation("not_signed_in", "Sign in") { Origin = Api, Site = "same-origin", Host = "backend.internal.example.net" },
        new Situation("not_signed_in", "Sign in") { Origin = Api, Site = "same-origin", Host = "api.example.com:443" },
        new Situation("partitioned_per_site", "from the API's site") { Origin = "https://app.example.net", Site = "cross-site" },
        new Situation("third_party_blocked", "Partitioned") { Origin = "https://app.example.net", Site = "cross-site", Chosen = new(Partitioned: false) },
        new Situation("framed_by_other_site", "a tab of its own") { Origin = "https://crm.example.com", Site = "same-site", StorageAccessDenied = true },
        new Situation("other_path", "Cookie:Path") { Origin = Api, Site = "same-origin", Chosen = new(Path: "/api/auth"), StrippedPrefix = "/backend" },
        new Situation("not_signed_in", "Sign in") { Origin = Api, Site = "same-origin", Chosen = new(Path: "/api/auth") },
        new Situation("other_cookie_name", "refreshToken") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["refresh_token"] },
        new Situation("other_cookie_name", "refreshToken") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["RefreshToken"] },
        new Situation("other_cookie_name", "Tandem__RefreshToken__Cookie__Former__0=__Secure-refreshToken") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["refreshtoken", "__Secure-refreshToken"] },
        new Situation("cookie_empty", "sign in again") { Origin = "https://crm.example.com", Site = "same-site", Cookies = ["__Host-refreshToken"] },
        new Situation("tls_proxy_unknown", "Tandem__PublicUrl=https://crm.example.com") { Api = "http://localhost:5080", Origin = "https://crm.example.com", Site = "same-origin", Host = "crm.example.com" },
        new Situation("tls_proxy_unknown", "KnownProxies") { Api = "http://localhost:5080", Origin = "https://crm.example.com", Site = "same-origin", Host = "localhost:5080", UnknownProxySaysTls = true },
        new Situation("loopback_spelling", "http://localhost:5173") { Api = "http://localhost:5080", Origin = "http://127.0.0.1:5173", Site = "cross-site", Host = "localhost:5080" },
        new Situation("loopback_spelling", "http://127.0.0.1:5173") { Api = "http://127.0.0.1:5080", Origin = "http://localhost:5173", Site = "cross-site", Host = "127.0.0.1:5080" },
        new Situation("credentials_omitted", "credentials") { Api = "http://localhost:5080", Origin = "http://localhost:5173", Site = "same-site", Host = "localhost:5080" },
    ];

    [Theory]
    [MemberData(nameof(Situations))]
    public void The_most_likely_cause_is_named_with_its_cure(Situation situation)
    {
        var found = situation.Diagnose();

        Assert.NotNull(found);
        Assert.Equal(situation.Cause, found.Cause);
        Assert.Contains(situation.Cure, found.Fix, StringComparison.Ordinal);
        Assert.EndsWith("#" + situation.Cause, found.Docs, StringComparison.Ordinal);
        Assert.NotEmpty(found.Detail);
    }

    [Fact]
    public void Every_cause_is_listed_and_comes_about() => Assert.Equal(
        MissingCookie.Causes.Order(StringComparer.Ordinal), Situations.Select(row => row.Data.Cause).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Of_a_program_that_is_no_browser_nothing_is_said() => Assert.Null(new Situation("", "").Diagnose());

    [Theory]
    [InlineData("not_signed_in")]
    [InlineData("credentials_omitted")]
    [InlineData("never_stored")]
    [InlineData("partitioned_per_site")]
    [InlineData("client_keeps_no_cookie")]
    public void What_a_first_visit_looks_like_as_well_is_not_certain(string cause) => Assert.All(
        Situations.Select(row => row.Data).Where(situation => situation.Cause == cause), situation => Assert.Equal(situation.SessionLives, situation.Diagnose()!.IsCertain));

    [Fact]
    public void What_the_request_says_is_repeated_only_as_plain_text_and_briefly()
    {
        var hostile = new Situation("", "") { Origin = Api, Site = "same-origin", Cookies = ["refresh-token\u001b[31m"], Host = "x", StrippedPrefix = new string('a', 5000) };

        var found = (hostile with { Chosen = new(Path: "/api/auth") }).Diagnose()!;

        Assert.DoesNotContain('\u001b', found.Detail);
        Assert.True(found.Detail.Length < 400);
    }

    /// <summary>One row.</summary>
    public sealed record Situation(string Cause, string Cure)
    {
        public string Api { get; init; } = MissingCookieTests.Api;

        internal CookieOverrides Chosen { get; init; } = new();

        public string? Origin { get; init; }

        public string? Site { get; init; }

        public IReadOnlyList<string> Cookies { get; init; } = [];

        public string? Host { get; init; }

        public bool UnknownProxySaysTls { get; init; }

        public bool StorageAccessDenied { get; init; }

        public string? StrippedPrefix { get; init; }

        public bool SessionLives { get; init; }

        public bool ProgramSignedIn { get; init; }

        public string? BodyLine { get; init; }

        internal Diagnosis? Diagnose() => new MissingCookie(
            new CookiePlan(At(Api), Chosen), new CorsPlan(At(Api), [At("https://crm.example.com"), At("https://app.example.net"), At("http://localhost:5173")]), "/api/auth/refresh")
        { BodyLine = BodyLine }
            .Diagnose(
                new CookielessRequest
                {
                    Origin = Origin,
                    SecFetchSite = Site,
                    CookieNames = Cookies,
                    Host = Host,
                    UnknownProxySaysTls = UnknownProxySaysTls,
                    StorageAccessDenied = StorageAccessDenied,
                    StrippedPrefix = StrippedPrefix,
                    SessionLives = SessionLives,
                    ProgramSignedIn = ProgramSignedIn,
                },
                origin => $"Tandem__Frontends__7={origin}");

        private static Origin At(string text) => Tandem.Browsers.Sites.Origin.TryParse(text, out var origin) ? origin : throw new ArgumentException(text);
    }
}
