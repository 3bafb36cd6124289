using System.Net;

namespace Tandem.Server.Tests.Serving;

public sealed class ConfigurationSourceTests : IDisposable
{
    private const string ShortLeeway = "Tandem:RefreshToken:Leeway is 00:00:05";

    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task The_environment_configures()
    {
        tandem.Environment["Tandem__RefreshToken__Leeway"] = "00:00:05";
        await using var server = await tandem.ServeAsync();
        Assert.Contains(ShortLeeway, server.Program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_configures()
    {
        await using var server = await tandem.ServeAsync("--Tandem:RefreshToken:Leeway=00:00:05");
        Assert.Contains(ShortLeeway, server.Program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_working_folder_configures()
    {
        tandem.Write("appsettings.json", """{ "Tandem": { "RefreshToken": { "Leeway": "00:00:05", "Delivery": ["body", "cookie"] } } }""");
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();

        Assert.Contains(ShortLeeway, server.Program.Error, StringComparison.Ordinal);
        Assert.NotEmpty((await server.SignInAsync("ada@example.com")).Body.GetProperty("refreshToken").GetString()!);
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        tandem.Write("appsettings.json", """{ "Tandem": { "BasePath": "/file", "AccessToken": { "Lifetime": "00:01:00" } } }""");
        tandem.Environment["Tandem__BasePath"] = "/environment";
        tandem.Environment["Tandem__AccessToken__Lifetime"] = "00:02:00";

        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync("--Tandem:BasePath=/api/auth");

        Assert.Equal(120, (await server.SignInAsync("ada@example.com")).Body.GetProperty("expiresIn").GetInt32());
    }

    [Fact]
    public async Task Every_command_reads_the_same_configuration()
    {
        var elsewhere = Path.Combine(tandem.WorkingFolder, "elsewhere", "accounts.db");
        tandem.Environment["Tandem__Storage__ConnectionString"] = $"Data Source={elsewhere}";
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();

        await server.SignInAsync("ada@example.com");
        Assert.True(File.Exists(elsewhere));
        Assert.False(File.Exists(tandem.DataFile("tandem.db")));
    }

    [Fact]
    public async Task A_value_may_hold_an_equals_sign()
    {
        var key = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);
        Assert.EndsWith("=", key, StringComparison.Ordinal);

        await tandem.SucceedAsync("migrate", "--new");
        var end = await tandem.RunAsync("users", "list", $"--Tandem:MasterKey={key}");

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.False(File.Exists(tandem.DataFile("master.key")));
    }

    [Fact]
    public async Task Of_two_words_on_one_key_the_later_one_counts()
    {
        await using var server = await tandem.ServeAsync("--Tandem:RefreshToken:Leeway=00:00:07", "--tandem:refreshtoken:leeway=00:00:05");
        Assert.Contains(ShortLeeway, server.Program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_option_goes_before_every_other_word_on_the_data_folder()
    {
        tandem.Environment["Tandem__DataFolder"] = "from-the-environment";
        await using var server = await tandem.ServeAsync("--Tandem:DataFolder=from-the-command-line");

        Assert.Equal(HttpStatusCode.OK, await server.StatusAsync("/readyz"));
        Assert.Equal([tandem.Data], Directory.EnumerateDirectories(tandem.WorkingFolder));
    }

    [Fact]
    public async Task Without_the_data_option_the_environment_names_the_folder()
    {
        tandem.Environment["Tandem__DataFolder"] = "from-the-environment";

        var end = await tandem.RunBareAsync("migrate");

        Assert.Equal(0, end.ExitCode);
        Assert.True(File.Exists(Path.Combine(tandem.WorkingFolder, "from-the-environment", "tandem.db")));
    }
}
