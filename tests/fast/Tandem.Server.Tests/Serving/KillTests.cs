using System.Net;

namespace Tandem.Server.Tests.Serving;

public sealed class KillTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task After_SIGKILL_the_session_goes_on_at_the_next_server()
    {
        await tandem.CreateUserAsync("ada@example.com");
        SignedIn last;
        await using (var server = await tandem.ServeAsync())
        {
            last = await TestServer.SignedInAsync(await server.RefreshAsync((await server.SignInAsync("ada@example.com")).Cookie));
            await server.Program.SignalAsync("KILL");
            Assert.NotEqual(0, (await server.Program.EndAsync()).ExitCode);
        }

        await using var next = await tandem.ServeAsync();
        var refreshed = await TestServer.SignedInAsync(await next.RefreshAsync(last.Cookie));

        Assert.Equal(HttpStatusCode.OK, await next.MeAsync(refreshed.AccessToken));
        Assert.Equal(
            last.Body.GetProperty("session").GetProperty("id").GetString(),
            refreshed.Body.GetProperty("session").GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_acknowledged_sign_out_survives_SIGKILL()
    {
        await tandem.CreateUserAsync("ada@example.com");
        SignedIn signedIn;
        await using (var server = await tandem.ServeAsync())
        {
            signedIn = await server.SignInAsync("ada@example.com");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/logout"));
            request.Headers.Add("Cookie", signedIn.Cookie);
            using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            await server.Program.SignalAsync("KILL");
            await server.Program.EndAsync();
        }

        await using var next = await tandem.ServeAsync();
        using var refresh = await next.RefreshAsync(signedIn.Cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, refresh.StatusCode);
    }
}
