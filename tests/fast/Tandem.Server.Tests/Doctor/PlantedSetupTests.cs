using System.Text.Json;

using Tandem.Processes.Testing;
using Tandem.Setups.Testing;

namespace Tandem.Server.Tests.Doctor;

/// <summary>Broken set-ups, running for real, some of them on Express: the doctor names the planted cause first.</summary>
public sealed class PlantedSetupTests : IDisposable
{
    private readonly TestInstallation tandem = new();
    private readonly TestAuthority authority = new();

    public static TheoryData<string> Findings => [.. BrokenSetups.All.Select(setup => setup.Finding)];

    public void Dispose()
    {
        tandem.Dispose();
        authority.Dispose();
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public async Task The_planted_cause_is_named_first_with_the_line_that_cures_it(string finding)
    {
        var setup = BrokenSetups.All.Single(setup => setup.Finding == finding);

        var (report, end) = await AskAsync(setup.Broken);

        var first = report.GetProperty("findings").EnumerateArray().First();
        Assert.True(first.GetProperty("id").GetString() == finding, end.ToString());
        Assert.Equal(setup.IsError ? "error" : "warning", first.GetProperty("severity").GetString());
        Assert.Contains(setup.Cure, first.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(setup.IsError ? 1 : 0, end.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public async Task Once_it_is_cured_the_doctor_is_silent(string finding)
    {
        var (report, end) = await AskAsync(BrokenSetups.All.Single(setup => setup.Finding == finding).Cured);

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.All(report.GetProperty("findings").EnumerateArray(), found => Assert.Equal("info", found.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task A_header_that_is_not_allowed_is_named()
    {
        var (usual, _) = await AskAsync(BrokenSetups.All.Single(setup => setup.Finding == "cors_header_missing").Broken);
        Assert.Contains(
            "content-type and authorization are not allowed", usual.GetProperty("findings")[0].GetProperty("seen").GetString(), StringComparison.Ordinal);

        var (tracing, end) = await AskAsync(BrokenSetups.WithoutTracing);
        var finding = tracing.GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("id").GetString() == "cors_tracing_header_missing");
        Assert.Equal("info", finding.GetProperty("severity").GetString());
        Assert.Contains("tracestate and baggage and sentry-trace are not allowed", finding.GetProperty("seen").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, end.ExitCode);
    }

    private async Task<(JsonElement Report, ProgramEnd End)> AskAsync(BackEnd backEnd)
    {
        await using var running = await RunningSetup.StartAsync(backEnd, authority);
        var end = await RunningProgram.RunAsync(
            tandem.Command([.. running.DoctorArguments(authority), "--format", "json"]), System.Text.Encoding.UTF8.GetBytes(RunningSetup.LoginBody));

        // Neither password nor token is shown, whatever happens.
        Assert.DoesNotContain("correct horse battery", end.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-", end.ToString(), StringComparison.Ordinal);
        Assert.True(end.Output.StartsWith('{'), end.ToString());
        return (JsonDocument.Parse(end.Output).RootElement, end);
    }
}
