using System.Text;

using Tandem.Faults.Tests.Crashes;
using Tandem.Faults.Tests.Served;
using Tandem.Processes.Testing;

namespace Tandem.Faults.Tests.Natives;

/// <summary>
/// The npm package where there is no cookie jar, as packed: killed between receiving a refresh token and having stored it, again and
/// again (client rule "write the new refresh token before using it").
/// </summary>
public sealed class NativeClientTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Natives", "native-client.mjs");
    private static readonly string Packed = Repository.PathOf("artifacts", "packages", "node_modules", "@tandem-auth", "client");

    private readonly ServedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    // Within the leeway the server converges; without one, every start is a recovery.
    [InlineData("00:00:01", 15)]
    [InlineData("00:00:00", 50)]
    public async Task A_program_that_is_killed_while_it_stores_a_token_is_signed_in_when_it_starts_again(string leeway, int kills)
    {
        Assert.True(Directory.Exists(Packed), "The client is not packed: npm run packages");
        await folder.CreateAccountsAsync(["native"]);
        await using var server = await folder.ServeAsync(
            "--Tandem:RefreshToken:Delivery:0=cookie", "--Tandem:RefreshToken:Delivery:1=body", $"--Tandem:RefreshToken:Leeway={leeway}");

        var first = await StartAsync(server, "never");
        Assert.True(first is { ExitCode: 0 } && first.Output.StartsWith("signed in\nauthenticated 200", StringComparison.Ordinal), first.ToString());
        for (var kill = 0; kill < kills; kill++)
        {
            var end = await StartAsync(server, kill % 2 == 0 ? "before" : "after");
            Assert.True(end.Output.StartsWith("authenticated 200", StringComparison.Ordinal), $"After {kill} kills: {end}");
            // 128 + SIGKILL, as .NET tells it.
            Assert.Equal(137, end.ExitCode);
        }

        var last = await StartAsync(server, "never");
        Assert.True(last.Output.StartsWith("authenticated 200", StringComparison.Ordinal) && last.Output.EndsWith("lived\n", StringComparison.Ordinal), last.ToString());
        await server.DisposeAsync();
        var rows = DatabaseRows.Read(folder.Database);
        var session = Assert.Single(rows.Sessions);
        Assert.Null(session.RevokedAt);
        Assert.DoesNotContain(rows.Events, reported => reported.Kind is "refresh_token_reused" or "refresh_refused" or "session_ended");
        output.WriteLine(FormattableString.Invariant(
            $"Leeway {leeway}: {kills} kills, one session, generation {session.Issued}, {rows.Events.Count(reported => reported.Kind == "refresh_recovered")} recoveries, no reuse"));
    }

    private Task<ProgramEnd> StartAsync(ServedProcess server, string moment) => RunningProgram.RunAsync(
        new("node", [Script, Packed, server.Url.GetLeftPart(UriPartial.Authority), folder.File("token"), moment], folder.File(".")),
        Encoding.UTF8.GetBytes(ServedFolder.Password));
}
