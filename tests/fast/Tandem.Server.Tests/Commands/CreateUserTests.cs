using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class CreateUserTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_user_is_created_in_an_empty_folder()
    {
        var end = await tandem.RunWithInputAsync(TestInstallation.Password, "users", "create", "--email", "ada@example.com", "--password-stdin");

        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith("Created ada@example.com (user), id ", end.Output, StringComparison.Ordinal);
        Assert.Empty(end.Error);
        Assert.True(File.Exists(tandem.DataFile("tandem.db")));
        Assert.True(File.Exists(tandem.DataFile("master.key")));
    }

    [Fact]
    public async Task What_is_given_is_what_the_account_has()
    {
        var end = await tandem.RunWithInputAsync(
            TestInstallation.Password,
            "users", "create", "--email", " Ada@Example.com ", "--name", "Ada L.", "--role", "admin", "editor", "--role", "admin", "--verified", "--password-stdin", "--format", "json");

        Assert.True(end.ExitCode == 0, end.ToString());
        var account = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal("Ada@Example.com", account.GetProperty("email").GetString());
        Assert.Equal("Ada L.", account.GetProperty("displayName").GetString());
        Assert.True(account.GetProperty("emailVerified").GetBoolean());
        Assert.Equal(["admin", "editor"], account.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal("active", account.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_a_role_the_role_is_user_and_the_address_is_not_verified()
    {
        var end = await tandem.RunWithInputAsync(TestInstallation.Password, "users", "create", "--email", "ada@example.com", "--password-stdin", "--format", "json");

        var account = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal("user", Assert.Single(account.GetProperty("roles").EnumerateArray()).GetString());
        Assert.False(account.GetProperty("emailVerified").GetBoolean());
    }

    [Theory]
    [InlineData("--email needs an address", "--email", "not-an-address", "--password-stdin")]
    [InlineData("--email needs an address", "--email", "two@signs@example.com", "--password-stdin")]
    [InlineData("--email needs an address", "--password-stdin")]
    [InlineData("add --password-stdin", "--email", "ada@example.com")]
    [InlineData("'Big Boss' cannot be a role", "--email", "ada@example.com", "--password-stdin", "--role", "Big Boss")]
    [InlineData("'--pasword-stdin' is not known here. Did you mean --password-stdin?", "--email", "ada@example.com", "--pasword-stdin")]
    public async Task Bad_arguments_are_explained_and_leave_nothing_behind(string message, params string[] words)
    {
        var end = await tandem.RunWithInputAsync(TestInstallation.Password, ["users", "create", .. words]);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.False(Directory.Exists(tandem.Data));
    }

    [Fact]
    public async Task Several_mistakes_are_told_together()
    {
        var end = await tandem.RunAsync("users", "create", "--email", "nobody");

        Assert.Contains("--email needs an address", end.Error, StringComparison.Ordinal);
        Assert.Contains("add --password-stdin", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The password has 0 characters; at least 12 are needed")]
    [InlineData("eleven-char", "The password has 11 characters; at least 12 are needed")]
    [InlineData("eleven-char\n", "The password has 11 characters; at least 12 are needed")]
    [InlineData("ééééééééééé", "The password has 11 characters; at least 12 are needed")]
    public async Task A_short_password_is_refused_and_leaves_nothing_behind(string input, string message)
    {
        var end = await tandem.RunWithInputAsync(input, "users", "create", "--email", "ada@example.com", "--password-stdin");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.False(Directory.Exists(tandem.Data));
    }

    [Theory]
    [InlineData(1024, 0)]
    [InlineData(1025, 1)]
    [InlineData(100_000, 1)]
    public async Task A_password_has_at_most_1024_bytes(int length, int exitCode)
    {
        var end = await tandem.RunWithInputAsync(new string('x', length) + "\n", "users", "create", "--email", "ada@example.com", "--password-stdin");

        Assert.Equal(exitCode, end.ExitCode);
        Assert.Equal(exitCode == 1, end.Error.Contains("longer than 1024 bytes", StringComparison.Ordinal));
    }

    // Bytes FF FE begin UTF-16 text, as which a lenient reader would take the rest.
    [Theory]
    [InlineData("fffe6162636465666768696a6b6c6d6e")]
    [InlineData("6162636465666768696a6b6c6d6eff")]
    public async Task A_password_that_is_not_UTF_8_is_refused(string hex)
    {
        var end = await tandem.RunWithInputAsync(Convert.FromHexString(hex), "users", "create", "--email", "ada@example.com", "--password-stdin");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("is not UTF-8", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_address_is_refused_in_whatever_case_and_nothing_changes()
    {
        await tandem.CreateUserAsync("ada@example.com", "--role", "admin");
        var before = await tandem.RunAsync("users", "list", "--format", "json");

        var end = await tandem.RunWithInputAsync("another password", "users", "create", "--email", "ADA@example.com", "--password-stdin");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("ADA@example.com has an account already", end.Error, StringComparison.Ordinal);
        Assert.Equal(before.Output, (await tandem.RunAsync("users", "list", "--format", "json")).Output);
    }

    [Fact]
    public async Task The_minimum_length_follows_the_configuration()
    {
        var end = await tandem.RunWithInputAsync("12345678", "users", "create", "--email", "ada@example.com", "--password-stdin", "--Tandem:Passwords:MinimumLength=8");

        Assert.True(end.ExitCode == 0, end.ToString());
    }
}
