using System.Globalization;
using System.Text.Json;

namespace Tandem.Programs.Tests.Doctor;

/// <summary>The real nginx with one line too many or too few before a real server: <c>doctor --live</c> names what it does, and how to mend it.</summary>
public sealed class NginxFaultTests
{
    private const string Sound = """
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        """;

    [Theory]
    [InlineData("address_forged", "warning", "proxy_set_header X-Forwarded-For $remote_addr;", "proxy_set_header X-Forwarded-For $remote_addr;", "")]
    [InlineData("length_required", "warning", "proxy_http_version 1.1;", "proxy_http_version 1.1;", "")]
    [InlineData("authorization_dropped", "error", "no `proxy_set_header Authorization \"\";`", "", "proxy_set_header Authorization \"\";")]
    [InlineData("cookie_rewritten", "error", "`proxy_cookie_path`", "", "proxy_cookie_path / /app/;")]
    [InlineData("cookie_rewritten", "error", "`proxy_cookie_flags`", "", "proxy_cookie_flags ~ nosecure;")]
    [InlineData("header_limit", "warning", "large_client_header_buffers 4 8k;", "", "", "client_header_buffer_size 1k; large_client_header_buffers 2 2k;")]
    [InlineData("token_from_cache", "error", "proxy_cache off;", "",
        "proxy_cache all; proxy_cache_methods POST; proxy_cache_key $request_uri; proxy_cache_valid any 1m; proxy_ignore_headers Cache-Control Set-Cookie;")]
    [InlineData("closed_unanswered", "error", "no `return 444;`", "", "return 444;")]
    public async Task A_fault_of_the_configuration_is_named_first_with_its_cure(string finding, string severity, string cure, string without, string with, string server = "")
    {
        var report = await AskAsync((without.Length == 0 ? Sound : Sound.Replace(without, "", StringComparison.Ordinal)) + with, server);

        var first = report.GetProperty("findings")[0];
        Assert.Equal((finding, severity), (first.GetProperty("id").GetString(), first.GetProperty("severity").GetString()));
        Assert.Contains(cure, first.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(severity != "error", report.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_sound_configuration_has_no_findings()
    {
        var report = await AskAsync(Sound, "");

        Assert.Empty(report.GetProperty("findings").EnumerateArray());
        Assert.True(report.GetProperty("ok").GetBoolean());
    }

    private static async Task<JsonElement> AskAsync(string location, string server)
    {
        var port = LoopbackPort.Free();
        var url = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}");
        await using var tandem = await ServedTandem.StartAsync(overHttps: false, $"--Tandem:PublicUrl={url}", "--Tandem:ForwardedHeaders:KnownProxies=127.0.0.1");
        await using var nginx = await RunningNginx.StartAsync(tandem, port, location, server);

        var end = await tandem.AskAsync(["doctor", "--frontend", url, "--api", url, "--live", "--ca-file", tandem.Root, "--email", ServedTandem.Email, "--password-stdin", "--format", "json"], ServedTandem.Password);

        return JsonSerializer.Deserialize<JsonElement>(end.Output);
    }
}
