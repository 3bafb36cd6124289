using System.Globalization;
using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Bench.Tests;

/// <summary>Every command measures, finds no fault and says the ratio it is for. How large that is depends on the machine.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("refresh --clients 4 --sessions 40", @"SQLite: \d+ % \(.*\) of the floor; server processor time \d+\.\d\d x")]
    [InlineData("verify --clients 4 --tokens 3", @"verified: \d+ % \(.*\) of the open endpoint")]
    [InlineData("flood --clients 2 --flooders 4 --logins 20 --sessions 40", @"refresh: \d+ % \(.*\) of the quiet rate")]
    [InlineData("peers --only identity --clients 4 --sessions 40", @"\| ASP\.NET Core Identity .* \d+\.\d\d x \|")]
    public async Task A_command_measures_for_a_second_and_finds_no_fault(string command, string ratio) =>
        Assert.Matches(ratio, await RunAsync($"{command} --seconds 1 --rounds 1 --warm-up 1"));

    [Fact]
    public async Task The_store_is_compared_with_that_of_another_build() => Assert.Matches(
        @"Processor time of a durable rotation: \d+\.\d\d x",
        await RunAsync($"storage --clients 4 --sessions 40 --seconds 1 --rounds 1 --warm-up 1 --against {Program("Tandem.Bench")}"));

    [Fact]
    public async Task A_start_is_compared_with_that_of_another_executable() => Assert.Matches(
        @"Ready after \d+\.\d\d x .* the other's time, with \d+\.\d\d x .* its memory",
        await RunAsync($"start --rounds 1 --idle 1 --executable {Program("Tandem.Server")} --against {Program("Tandem.Server")}"));

    [Fact]
    public async Task An_account_a_session_and_an_event_take_less_than_two_kilobytes_each()
    {
        var output = await RunAsync($"sizing --count 2000 --idle 1 --executable {Program("Tandem.Server")}");

        foreach (var what in new[] { "event of a sign-in", "account, with the event of its creation", "session, with the event of its sign-in" })
            Assert.InRange(double.Parse(Regex.Match(output, $@"\| {what} \| ([\d.,]+) \|").Groups[1].Value, CultureInfo.InvariantCulture), 50, 2000);
        Assert.Matches(@"\| with all of it \| [\d.,]+ \| [\d.]+ \|", output);
    }

    private static async Task<string> RunAsync(string command)
    {
        using var folder = new TemporaryFolder();
        var end = await RunningProgram.RunAsync(new(Program("Tandem.Bench"), [.. command.Split(' '), "--data", folder.File("bench")], Repository.Root));
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.DoesNotContain("FAULT", end.Output, StringComparison.Ordinal);
        return end.Output;
    }

    private static string Program(string name) => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}
