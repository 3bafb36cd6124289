using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>Metrics as Prometheus text, on a listener of their own. K6.</summary>
public sealed partial class MetricsTests(MetricsTests.Fixture fixture) : IClassFixture<MetricsTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Sign_ins_refreshes_and_password_evaluations_are_counted_by_outcome()
    {
        await using var other = new Fixture();
        await other.InitializeAsync();
        var account = await other.Host.CreateAccountAsync();
        var signedIn = await other.Host.LoginAsync(account.Email);
        await other.Host.LoginAsync(account.Email, "wrong wrong wrong");
        await other.Host.LoginAsync("nobody@example.com", "wrong wrong wrong");
        await other.Host.RefreshAsync(signedIn.RefreshToken);
        await other.Host.RefreshAsync(signedIn.RefreshToken);
        await other.Host.RefreshAsync("garbage");

        var samples = await other.ScrapeAsync();

        Assert.Equal(1, samples["tandem_login_attempts_total{outcome=\"succeeded\"}"]);
        Assert.Equal(2, samples["tandem_login_attempts_total{outcome=\"refused\"}"]);
        Assert.Equal(1, samples["tandem_refresh_requests_total{outcome=\"rotate\"}"]);
        Assert.Equal(1, samples["tandem_refresh_requests_total{outcome=\"converge\"}"]);
        Assert.Equal(1, samples["tandem_refresh_requests_total{outcome=\"refused\"}"]);
        Assert.Equal(2, samples["tandem_password_evaluations_total{dummy=\"false\"}"]);
        Assert.Equal(1, samples["tandem_password_evaluations_total{dummy=\"true\"}"]);
    }

    [Fact]
    public async Task Every_outcome_is_there_with_zero_before_the_first_request()
    {
        await using var other = new Fixture();
        await other.InitializeAsync();

        var samples = await other.ScrapeAsync();

        string[] refreshes = ["rotate", "converge", "access_only", "recover", "fast_forward", "reuse", "forged", "dead", "refused"];
        Assert.Equal(
            refreshes.Select(outcome => ($"tandem_refresh_requests_total{{outcome=\"{outcome}\"}}", 0.0)).Order(),
            samples.Where(sample => sample.Key.StartsWith("tandem_refresh_requests_total", StringComparison.Ordinal)).Select(sample => (sample.Key, sample.Value)).Order());
        Assert.Equal(0, samples["tandem_login_attempts_total{outcome=\"succeeded\"}"]);
        Assert.Equal(0, samples["tandem_login_attempts_total{outcome=\"refused\"}"]);
        Assert.Equal(0, samples["tandem_password_evaluations_total{dummy=\"false\"}"]);
        Assert.Equal(0, samples["tandem_password_evaluations_total{dummy=\"true\"}"]);
    }

    [Fact]
    public async Task The_text_is_well_formed_and_names_each_family_and_series_once_however_often_it_is_read()
    {
        await host.SignInAsync();
        for (var scrape = 0; scrape < 3; scrape++)
            await fixture.ScrapeAsync();

        var samples = await fixture.ScrapeAsync();

        Assert.Contains(samples.Keys, name => name.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal));
        Assert.Contains(samples.Keys, name => name.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tandem_login_duration_seconds", "outcome=\"succeeded\"")]
    [InlineData("tandem_refresh_duration_seconds", "outcome=\"rotate\"")]
    [InlineData("tandem_access_token_verification_duration_seconds", "outcome=\"accepted\"")]
    public async Task Durations_are_histograms_whose_buckets_add_up(string name, string label)
    {
        var signedIn = await host.SignInAsync();
        await host.RefreshAsync(signedIn.RefreshToken);
        await host.MeAsync(signedIn.AccessToken);

        var samples = await fixture.ScrapeAsync();

        var buckets = samples.Where(sample => sample.Key.StartsWith($"{name}_bucket{{{label},le=", StringComparison.Ordinal)).ToDictionary();
        Assert.True(buckets.Count > 10, $"{buckets.Count} buckets.");
        Assert.True(samples[$"{name}_count{{{label}}}"] >= 1);
        Assert.Equal(samples[$"{name}_count{{{label}}}"], buckets[$"{name}_bucket{{{label},le=\"+Inf\"}}"]);
        Assert.Equal(buckets.Values.Order(), buckets.OrderBy(bucket => Bound(bucket.Key)).Select(bucket => bucket.Value));
    }

    [Fact]
    public async Task Requests_for_metrics_are_not_among_the_applications_requests()
    {
        await fixture.ScrapeAsync();

        Assert.DoesNotContain((await fixture.ScrapeAsync()).Keys, name => name.Contains("/metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_label_names_a_person_a_session_or_a_token()
    {
        var signedIn = await host.SignInAsync();
        await host.MeAsync(signedIn.AccessToken);
        await host.SendAsync(new ApiRequest("DELETE", $"/api/auth/sessions/{signedIn.SessionId}").Bearer(signedIn.AccessToken));

        var text = (await fixture.MetricsAsync("/metrics")).Body;

        Assert.DoesNotContain(signedIn.SessionId.ToString(), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(signedIn.Json.GetProperty("user").GetProperty("id").GetString()!, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@example.com", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("requirement", "K6")]
    public async Task The_listener_serves_metrics_only_and_the_application_none()
    {
        foreach (var path in new[] { "/", "/api/me", "/metrics/x", "/healthz" })
            Assert.Equal(404, (await fixture.MetricsAsync(path)).Status);

        Assert.Equal(ApplicationEndpoints.FallbackPage, (await host.GetAsync("/metrics")).Body);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", (await fixture.MetricsAsync("/metrics")).Header("Content-Type"));
    }

    [Theory]
    [InlineData("# HELP a_total Text.\n# TYPE a_total counter\na_total{b=\"c\"} 1\n# TYPE a_total counter\n")]
    [InlineData("# TYPE a gauge\na 1\na 2\n")]
    [InlineData("# TYPE a gauge\nb 1\n")]
    [InlineData("# TYPE a gauge\na{b=c} 1\n")]
    public void The_reader_of_these_tests_refuses_what_prometheus_would(string text) => Assert.ThrowsAny<Exception>(() => Read(text));

    private static double Bound(string bucket)
    {
        var text = bucket.Split("le=\"")[1].TrimEnd('}').TrimEnd('"');
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Reads exposition format 0.0.4 as strictly as Prometheus does.</summary>
    private static Dictionary<string, double> Read(string text)
    {
        var families = new HashSet<string>();
        var samples = new Dictionary<string, double>();
        var (family, type) = ("", "");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (TypeLine().Match(line) is { Success: true } declared)
            {
                (family, type) = (declared.Groups[1].Value, declared.Groups[2].Value);
                Assert.True(families.Add(family), $"{family} is declared twice.");
            }
            else if (!HelpLine().IsMatch(line))
            {
                var sample = SampleLine().Match(line);
                Assert.True(sample.Success, line);
                var name = sample.Groups[1].Value;
                Assert.True(
                    type == "histogram" ? name == family + "_sum" || name == family + "_count" || name == family + "_bucket" : name == family, $"{line} in {family}");
                samples.Add(
                    name + sample.Groups[2].Value, double.Parse(sample.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return samples;
    }

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^# HELP [a-zA-Z_:][\w:]* ")]
    private static partial Regex HelpLine();

    [GeneratedRegex("""^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)+\})? (-?[0-9.eE+-]+|NaN|[+-]Inf)$""")]
    private static partial Regex SampleLine();

    public sealed class Fixture : HostFixture
    {
        private readonly int port;

        public Fixture() : this(LoopbackPort.Free())
        {
        }

        private Fixture(int port) : base([("Metrics:Url", $"http://127.0.0.1:{port}")]) => this.port = port;

        public async Task<ApiResponse> MetricsAsync(string path)
        {
            using var response = await Host.Http.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"));
            return await ApiResponse.ReadAsync(response);
        }

        public async Task<Dictionary<string, double>> ScrapeAsync() => Read((await MetricsAsync("/metrics")).Body);
    }
}
