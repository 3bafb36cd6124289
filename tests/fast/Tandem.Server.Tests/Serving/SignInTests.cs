using System.Net;

namespace Tandem.Server.Tests.Serving;

public sealed class SignInTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_user_made_before_the_server_runs_signs_in()
    {
        await tandem.CreateUserAsync("ada@example.com", "--role", "admin", "user");
        await using var server = await tandem.ServeAsync();

        var signedIn = await server.SignInAsync("ada@example.com");

        Assert.Equal("ada@example.com", signedIn.Email);
        Assert.Equal(["admin", "user"], signedIn.Roles);
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(signedIn.AccessToken));
    }

    [Fact]
    public async Task A_user_made_while_the_server_runs_signs_in()
    {
        await using var server = await tandem.ServeAsync();
        using (var early = await server.LoginAsync("ada@example.com"))
            Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);

        await tandem.CreateUserAsync("ada@example.com");

        Assert.Equal(["user"], (await server.SignInAsync("ADA@example.com")).Roles);
    }

    [Fact]
    public async Task A_refused_second_account_leaves_the_first_ones_password()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await tandem.RunWithInputAsync("another password", "users", "create", "--email", "ada@example.com", "--password-stdin");
        await using var server = await tandem.ServeAsync();

        using var wrong = await server.LoginAsync("ada@example.com", "another password");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        await server.SignInAsync("ada@example.com");
    }
}
