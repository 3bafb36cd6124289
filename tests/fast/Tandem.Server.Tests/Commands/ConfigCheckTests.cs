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

    [Fact]
    public async Task A_folder_that_another_server_serves_is_a_fault()
    {
        await using var server = await tandem.ServeAsync();

        await RefusesAsync($"Tandem:DataFolder = {tandem.Data}: Another server (process {server.Program.Id}) serves it now.");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_a_fault()
    {
        tandem.Write("data", "");

        await RefusesAsync($"{tandem.Data} is a file, not a folder.");
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_a_fault()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await Database.ExecuteAsync(tandem.Data, "INSERT INTO schema_migrations SELECT max(version) + 1, 'from-tomorrow', 0, x'00' FROM schema_migrations");

        await RefusesAsync("(from-tomorrow); this program knows versions up to");
    }

    [Fact]
    public async Task A_master_key_that_is_missing_or_anothers_is_a_fault()
    {
        await tandem.CreateUserAsync("ada@example.com");
        var kept = File.ReadAllText(tandem.DataFile("master.key"));

        File.Delete(tandem.DataFile("master.key"));
        await RefusesAsync("the master key cannot be read");
        Assert.False(File.Exists(tandem.DataFile("master.key")));

        File.WriteAllText(tandem.DataFile("master.key"), Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        await RefusesAsync("is not a master key this database was used with");

        File.WriteAllText(tandem.DataFile("master.key"), kept);
        Assert.Equal(0, (await tandem.RunAsync("config", "check")).ExitCode);
    }

    [Fact]
    public async Task An_address_that_browsers_cannot_use_is_a_fault()
    {
        tandem.Environment["ASPNETCORE_URLS"] = "http://0.0.0.0:5080";

        await RefusesAsync("Tandem:PublicUrl = not set: The server would listen on http://0.0.0.0:5080");
    }

    [Fact]
    public async Task Nothing_of_an_installation_is_changed_by_looking()
    {
        await tandem.CreateUserAsync("ada@example.com");
        var before = Contents();

        Assert.Equal("The configuration is sound.\n", (await tandem.RunAsync("config", "check")).EnsureSuccess().Error);

        Assert.Equal(before, Contents());
    }

    private string Contents() => string.Join('\n', new DirectoryInfo(tandem.Data).GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal)
        .Where(file => !file.Name.EndsWith("-shm", StringComparison.Ordinal) && !file.Name.EndsWith("-wal", StringComparison.Ordinal))
        .Select(file => $"{file.Name} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName)))}"));

    private async Task RefusesAsync(string message)
    {
        var end = await tandem.RunAsync("config", "check");

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.EndsWith("One fault: the server would not start.\n", end.Error, StringComparison.Ordinal);
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
