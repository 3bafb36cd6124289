using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class ConfigCheckTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Without_any_configuration_all_is_sound()
    {
        var end = await tandem.RunAsync("config", "check");

        Assert.Equal(0, end.ExitCode);
        Assert.Equal("The configuration is sound.\n", end.Error);
        Assert.Contains("Tandem:RefreshToken:Cookie:Name", end.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tandem.Data));
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once_with_key_value_and_cure()
    {
        tandem.Environment["Tandem__RefreshToken__Leeway"] = "soon";
        tandem.Environment["Tandem__AccessToken__Lifetime"] = "2.00:00:00";
        tandem.Environment["Tandem__Lockout__MaxFailure"] = "3";
        tandem.Environment["Tandem__Frontends__0"] = "*";

        var end = await tandem.RunAsync("config", "check");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("Tandem:RefreshToken:Leeway = \"soon\": The value cannot be read. Write a duration such as", end.Error, StringComparison.Ordinal);
        Assert.Contains("Tandem:AccessToken:Lifetime = 2.00:00:00: An access token lives from 1 second to 1 day.", end.Error, StringComparison.Ordinal);
        Assert.Contains("Tandem:Lockout:MaxFailure = set: There is no such key.", end.Error, StringComparison.Ordinal);
        Assert.Contains("Tandem:Frontends = \"*\": A wildcard", end.Error, StringComparison.Ordinal);
        Assert.EndsWith("4 faults: the server would not start.\n", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_format_json_standard_output_is_the_report_and_nothing_else()
    {
        tandem.Environment["Tandem__RefreshToken__Leeway"] = "soon";

        var end = await tandem.RunAsync("config", "check", "--Tandem:BasePath=/auth", "--format", "json");

        Assert.Equal(1, end.ExitCode);
        Assert.Empty(end.Error);
        var report = JsonDocument.Parse(end.Output).RootElement;
        Assert.False(report.GetProperty("ok").GetBoolean());
        var fault = Assert.Single(report.GetProperty("faults").EnumerateArray());
        Assert.Equal("Tandem:RefreshToken:Leeway", fault.GetProperty("key").GetString());
        Assert.Equal("\"soon\"", fault.GetProperty("seen").GetString());
        Assert.NotEmpty(fault.GetProperty("cause").GetString()!);
        Assert.NotEmpty(fault.GetProperty("cure").GetString()!);
        Assert.Equal("/auth", report.GetProperty("values").GetProperty("Tandem:BasePath").GetString());
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Secrets_are_not_shown(string format)
    {
        tandem.Environment["Tandem__MasterKey"] = "AAAAdo-not-show-this-key-to-anybody-AAAAAAA";
        tandem.Environment["Tandem__Storage__ConnectionString"] = "Data Source=do-not-show.db";

        var end = await tandem.RunAsync("config", "check", "--format", format);

        Assert.DoesNotContain("do-not-show", end.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, end.Output.Split("(hidden)").Length - 1);
    }
}
