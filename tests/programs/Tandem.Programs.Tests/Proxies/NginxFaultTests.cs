namespace Tandem.Programs.Tests.Proxies;

/// <summary>nginx on its recipe with one line too many or too few: <c>doctor --live</c> names what that does, and how to mend it. On the recipe itself it finds nothing.</summary>
public sealed class NginxFaultTests
{
    private const string InLocation = "    proxy_http_version 1.1;\n";
    private const string InServer = "  server_name localhost;\n";

    [Theory]
    [InlineData("address_forged", "warning", "proxy_set_header X-Forwarded-For $remote_addr;", "    proxy_set_header X-Forwarded-For $remote_addr;\n", "")]
    [InlineData("length_required", "warning", "proxy_http_version 1.1;", InLocation, "")]
    [InlineData("authorization_dropped", "error", "no `proxy_set_header Authorization \"\";`", InLocation, InLocation + "proxy_set_header Authorization \"\";\n")]
    [InlineData("cookie_rewritten", "error", "`proxy_cookie_path`", InLocation, InLocation + "proxy_cookie_path / /app/;\n")]
    [InlineData("cookie_rewritten", "error", "`proxy_cookie_flags`", InLocation, InLocation + "proxy_cookie_flags ~ nosecure;\n")]
    [InlineData("header_limit", "warning", "large_client_header_buffers 4 8k;", InServer, InServer + "client_header_buffer_size 1k; large_client_header_buffers 2 2k;\n")]
    [InlineData("token_from_cache", "error", "proxy_cache off;", "    proxy_buffering off;\n",
        "proxy_cache all; proxy_cache_methods POST; proxy_cache_key $request_uri; proxy_cache_valid any 1m; proxy_ignore_headers Cache-Control Set-Cookie;\n")]
    [InlineData("closed_unanswered", "error", "no `return 444;`", InLocation, InLocation + "if ($uri ~ ^/api/) { return 444; }\n")]
    public async Task A_fault_of_the_configuration_is_named_first_with_its_cure(string finding, string severity, string cure, string line, string instead)
    {
        await using var behind = await ProxiedTandem.StartAsync("nginx", change: recipe =>
        {
            Assert.Contains(line, recipe, StringComparison.Ordinal);
            return "proxy_cache_path cache keys_zone=all:1m;\n" + recipe.Replace(line, instead, StringComparison.Ordinal);
        });

        var report = await behind.AskDoctorAsync();

        var first = report.GetProperty("findings")[0];
        Assert.Equal((finding, severity), (first.GetProperty("id").GetString(), first.GetProperty("severity").GetString()));
        Assert.Contains(cure, first.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(severity != "error", report.GetProperty("ok").GetBoolean());
    }
}
