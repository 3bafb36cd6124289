using System.Text.Json;

namespace Tandem.Server.Tests.Serving;

public sealed class LogTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Every_line_of_the_log_is_a_JSON_object_from_start_to_end()
    {
        await using var server = await tandem.ServeAsync("--Tandem:DrainDelay=00:00:00");
        await tandem.CreateUserAsync("ada@example.com");
        await server.SignInAsync("ada@example.com");
        await server.StatusAsync("/api/auth/nothing%0Ahere%E2%80%AE");
        await server.Program.SignalAsync("TERM");
        var end = await server.Program.EndAsync();

        var lines = end.Error.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.GetProperty("Timestamp").GetString()));
        Assert.Contains(lines, line => line.GetProperty("Message").GetString()!.StartsWith("POST /api/auth/login 200 in ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.GetProperty("Message").GetString()!.StartsWith("GET /api/auth/nothing%0Ahere%E2%80%AE 404 in ", StringComparison.Ordinal)
            && line.GetProperty("State").GetProperty("Code").GetString() == "not_found");
        Assert.DoesNotContain(lines, line => line.GetProperty("LogLevel").GetString() is "Warning" or "Error" or "Critical");
        Assert.Single(end.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_log_can_be_text()
    {
        await using var server = await tandem.ServeAsync("--log-format", "text", "--Tandem:DrainDelay=00:00:00");
        await server.Program.SignalAsync("TERM");
        var end = await server.Program.EndAsync();

        Assert.StartsWith("info: Tandem.AspNetCore.TandemStartup[1101]", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_can_silence_the_log()
    {
        tandem.Environment["Logging__LogLevel__Default"] = "Warning";
        await using var server = await tandem.ServeAsync("--Tandem:DrainDelay=00:00:00");
        await server.StatusAsync("/healthz");
        await server.Program.SignalAsync("TERM");

        Assert.Empty((await server.Program.EndAsync()).Error);
    }
}
