using Tandem.AspNetCore.Testing;
using Tandem.Client.Storage;
using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Client.Tests.RealServer;

/// <summary>Programs with one session in a file, against the real server. Its events say whether it ever took one of them for a thief.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const int Kills = 100;
    private const int Rounds = 60;
    private const int Killed = 137;

    // Within the leeway, at its ends, while things settle, and long after: by the server's clock.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(16),
        TimeSpan.FromHours(20),
    ];

    private readonly TemporaryFolder folder = new();
    private TandemHost host = null!;
    private string session = null!;

    private string File => folder.File("session.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await TandemHost.StartAsync(("RefreshToken:Delivery:0", "body"));
        var account = await host.CreateAccountAsync();
        using var client = new TandemClient(new TandemClientOptions { BaseAddress = host.Url, TokenStore = new FileTokenStore(File) });
        session = (await client.SignInAsync(account.Email, TestAccounts.Password, Cancellation)).Session!.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Killed_100_times_between_receiving_and_storing_a_token_it_is_still_signed_in()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = CrashProgram.Start(host.Url, File, "die", $"{kill % 3}");
            var (exitCode, error) = await program.EndAsync();
            Assert.True(exitCode == Killed, $"Round {kill}: exit code {exitCode}. {error}");
            host.Time.Advance(Pauses[kill % Pauses.Length]);
        }

        await using var survivor = CrashProgram.Start(host.Url, File, "turns");
        Assert.Equal("used: 200", await survivor.UseAsync());
        Assert.StartsWith($"Authenticated {session} ", await survivor.RefreshAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(await host.EventsAsync<RefreshRecovered>());
        await NobodyWasTakenForAThiefAsync();
    }

    [Theory]
    [InlineData("turns", "turns")]
    [InlineData("race", "race")]
    [InlineData("turns", "race")]
    public async Task Two_processes_on_one_store_stay_signed_in(string one, string other)
    {
        await using var first = CrashProgram.Start(host.Url, File, one);
        await using var second = CrashProgram.Start(host.Url, File, other);
        for (var round = 0; round < Rounds; round++)
        {
            host.Time.Advance(Pauses[round % Pauses.Length]);
            Assert.All(await Task.WhenAll(first.UseAsync(), second.UseAsync()), said => Assert.Equal("used: 200", said));
            host.Time.Advance(Pauses[round / Pauses.Length % Pauses.Length]);
            foreach (var said in await Task.WhenAll(first.RefreshAsync(), second.RefreshAsync()))
                Assert.StartsWith($"Authenticated {session} ", said, StringComparison.Ordinal);
        }

        Assert.True((await new FileTokenStore(File).ReadAsync(Cancellation)).Session!.Details.Generation >= Rounds / 2);
        await NobodyWasTakenForAThiefAsync();
    }

    private async Task NobodyWasTakenForAThiefAsync()
    {
        Assert.Empty(await host.EventsAsync<RefreshTokenReused>());
        Assert.Empty(await host.EventsAsync<RefreshRefused>());
        Assert.Empty(await host.EventsAsync<SessionEnded>());
        Assert.Empty(await host.EventsAsync<SessionsEnded>());
    }
}
