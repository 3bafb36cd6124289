namespace Tandem.AspNetCore.Tests.Http.Secrecy;

/// <summary>One line for each request, which holds no query and which nobody can forge. J3, J4, V29.</summary>
[Trait("requirement", "J4")]
public sealed class LogLineTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_request_is_logged_with_its_method_path_status_and_id()
    {
        var answer = await host.GetAsync("/api/me?page=1");

        var line = RequestLine(answer.Header("X-Request-Id")!);
        Assert.Contains("GET /api/me 401", line, StringComparison.Ordinal);
        Assert.DoesNotContain("page", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging:CapturedLogs:LogLevel:Default")]
    [InlineData("Logging:CapturedLogs:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [Trait("requirement", "J3")]
    public async Task No_setting_of_log_levels_brings_a_query_into_the_log(string key)
    {
        await using var talkative = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?> { [key] = "Trace" },
        });

        await talkative.GetAsync("/app/open?token=canary-4711");
        await talkative.GetAsync("/app/open?code=canary-4711");

        Assert.Empty(talkative.Logs.With("canary-4711"));
    }

    [Theory]
    [InlineData("/a%0d%0aforged%20line")]
    [InlineData("/a%1b[31mred")]
    [InlineData("/a%e2%80%a8next%e2%80%ae")]
    [InlineData("/a%C2%85b")]
    public async Task A_path_with_control_characters_stays_one_plain_line(string path)
    {
        var unique = "/" + Guid.NewGuid().ToString("N");
        await host.GetAsync(unique + path);

        var line = RequestLine(unique);
        Assert.DoesNotContain(line, character => char.IsControl(character) || character > '~');
    }

    private string RequestLine(string part)
    {
        // The line is written when the answer is complete, which the client may know first.
        for (var look = 0; look < 100_000; look++)
        {
            if (host.Logs.With("RequestLogMiddleware", part).SingleOrDefault() is { } line)
                return line;
        }

        throw new InvalidOperationException("The request is not logged.");
    }
}
