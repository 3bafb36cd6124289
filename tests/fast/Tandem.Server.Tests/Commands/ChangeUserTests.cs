using System.Text.Json;

namespace Tandem.Server.Tests.Commands;

public sealed class ChangeUserTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("ada@example.com is disabled, and its sessions have ended.", "users", "disable", "--email", "ada@example.com")]
    [InlineData("ada@example.com is disabled, and its sessions have ended.", "users", "disable", "ADA@example.com")]
    [InlineData("ada@example.com may sign in.", "users", "enable", "--email", "ada@example.com")]
    [InlineData("ada@example.com was not locked.", "users", "unlock", "--email", "ada@example.com")]
    [InlineData("ada@example.com has the roles admin, editor.", "users", "set-roles", "--email", "ada@example.com", "--role", "admin", "editor")]
    public async Task A_change_says_what_is_so_now(string says, params string[] words)
    {
        var end = await tandem.RunAsync(words);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal(says + "\n", end.Output);
        Assert.Empty(end.Error);
    }

    [Theory]
    [InlineData("disabled", "user", "users", "disable", "--email", "ada@example.com")]
    [InlineData("active", "user", "users", "enable", "--email", "ada@example.com")]
    [InlineData("active", "user", "users", "unlock", "--email", "ada@example.com")]
    [InlineData("active", "admin editor", "users", "set-roles", "--email", "ada@example.com", "--role", "admin", "--role", "editor")]
    public async Task With_format_json_standard_output_is_the_account_and_nothing_else(string status, string roles, params string[] words)
    {
        var end = await tandem.RunAsync([.. words, "--format", "json"]);

        Assert.Equal(0, end.ExitCode);
        var account = JsonDocument.Parse(end.Output).RootElement;
        Assert.Equal("ada@example.com", account.GetProperty("email").GetString());
        Assert.Equal(status, account.GetProperty("status").GetString());
        Assert.Equal(roles, string.Join(' ', account.GetProperty("roles").EnumerateArray().Select(role => role.GetString())));
    }

    [Fact]
    public async Task A_change_lasts()
    {
        await tandem.RunAsync("users", "disable", "--email", "ada@example.com");
        Assert.Equal("disabled", await StatusAsync());
        await tandem.RunAsync("users", "enable", "--email", "ada@example.com");
        Assert.Equal("active", await StatusAsync());
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("enable")]
    [InlineData("unlock")]
    [InlineData("set-roles", "--role", "admin")]
    public async Task An_unknown_address_is_explained(string command, params string[] more)
    {
        var end = await tandem.RunAsync(["users", command, "--email", "nobody@example.com", .. more]);

        Assert.Equal(1, end.ExitCode);
        Assert.Equal("No account has the address nobody@example.com. tandem users list shows all.\n", end.Error);
        Assert.Empty(end.Output);
    }

    [Theory]
    [InlineData("Which account?", "users", "disable")]
    [InlineData("Which account?", "users", "disable", "eve@example.com", "--email", "ada@example.com")]
    [InlineData("Which roles?", "users", "set-roles", "--email", "ada@example.com")]
    [InlineData("'Big Boss' cannot be a role", "users", "set-roles", "--email", "ada@example.com", "--role", "Big Boss")]
    public async Task Bad_arguments_are_explained_and_change_nothing(string message, params string[] words)
    {
        var before = await tandem.RunAsync("users", "list", "--format", "json");

        var end = await tandem.RunAsync(words);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        Assert.Equal(before.Output, (await tandem.RunAsync("users", "list", "--format", "json")).Output);
    }

    [Theory]
    [InlineData("users", "set-roles", "ada@example.com")]
    [InlineData("users", "create", "--email", "eve@example.com", "--password-stdin")]
    public async Task More_roles_than_an_access_token_holds_are_refused_with_the_number(params string[] words)
    {
        var roles = Enumerable.Range(0, 112).Select(i => $"{i:d3}".PadLeft(48, 'r'));

        var end = await tandem.RunAsync([.. words, "--role", .. roles]);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("112 roles take 5,712 characters in every access token", end.Error, StringComparison.Ordinal);
        Assert.Contains("at most 4,000 fit", end.Error, StringComparison.Ordinal);
    }

    private async Task<string?> StatusAsync()
    {
        var end = await tandem.RunAsync("users", "list", "--format", "json");
        return JsonDocument.Parse(end.Output).RootElement[0].GetProperty("status").GetString();
    }
}
