using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>The master key is replaced while people work: nobody is signed out. V36: a rotation that lost the stored keys; K4.</summary>
[Trait("requirement", "V36")]
public sealed class MasterKeyRotationTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestInstallation tandem = new();

    private string KeyFile => tandem.DataFile("master.key");

    private string[] Keys => [.. File.ReadLines(KeyFile).Where(line => !line.StartsWith('#'))];

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Five_replacements_under_load_sign_nobody_out_and_refuse_nobody()
    {
        const int replacements = 5;
        await tandem.CreateUserAsync("ada@example.com");
        SignedIn awake;
        await using (var server = await tandem.ServeAsync())
        {
            var sleeping = await server.SignInAsync("ada@example.com");
            var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.SignInAsync("ada@example.com")));
            var visitors = new Visitors(server);
            visitors.Come(sessions, async token => await server.MeAsync(token) is not HttpStatusCode.OK and var status ? $"me: {status}" : null);

            for (var i = 0; i < replacements; i++)
                await tandem.SucceedAsync("keys", "master", "rotate");

            await visitors.LeaveAsync();
            output.WriteLine($"{replacements} replacements, {visitors.Tokens} refreshes, {visitors.Complaints.Count} refused.");
            Assert.Empty(visitors.Complaints);
            Assert.Equal(replacements + 1, Keys.Distinct().Count());
            // A session whose token bears the oldest key goes on, and so does everything on the new keys alone after a restart.
            awake = await TestServer.SignedInAsync(await server.RefreshAsync(sleeping.Cookie));
            Assert.Equal(HttpStatusCode.OK, await server.MeAsync(awake.AccessToken));
        }

        await using var next = await tandem.ServeAsync();
        await TestServer.SignedInAsync(await next.RefreshAsync(awake.Cookie));
    }

    // Between every two steps: the new key is in the file, the new key is first, private keys are wrapped with it.
    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Killed_between_two_steps_the_installation_starts_and_the_next_call_finishes(int keys, bool isFirst)
    {
        await tandem.CreateUserAsync("ada@example.com");
        var old = Keys.Single();
        SignedIn signedIn;
        await using (var server = await tandem.ServeAsync())
            signedIn = await server.SignInAsync("ada@example.com");

        await using (var command = RunningProgram.Start(tandem.Command("keys", "master", "rotate", "--data", tandem.Data)))
        {
            await Eventually.IsTrueAsync(() => Keys.Length == keys && Keys[0] != old == isFirst, TimeSpan.FromSeconds(20));
            await command.SignalAsync("KILL");
            Assert.NotEqual(0, (await command.EndAsync()).ExitCode);
        }

        await using (var server = await tandem.ServeAsync())
            signedIn = await TestServer.SignedInAsync(await server.RefreshAsync(signedIn.Cookie));
        if (!isFirst)
            await tandem.SucceedAsync("keys", "master", "rotate");
        Assert.Equal(2, Keys.Length);
        Assert.Equal(old, Keys[1]);
        await using (var server = await tandem.ServeAsync())
        {
            signedIn = await TestServer.SignedInAsync(await server.RefreshAsync(signedIn.Cookie));
            Assert.Equal(HttpStatusCode.OK, await server.MeAsync(signedIn.AccessToken));
        }
    }

    [Fact]
    public async Task After_a_replacement_the_old_key_alone_a_wrong_one_and_none_are_refused_with_the_cure()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await tandem.SucceedAsync("keys", "master", "rotate");
        var kept = Keys;

        File.WriteAllText(KeyFile, kept[1]);
        await RefuseAsync("was replaced by", "Restore the newer key there, before this one.");
        File.WriteAllText(KeyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await RefuseAsync("is not a master key this database was used with", "Restore the old key there");
        File.Delete(KeyFile);
        await RefuseAsync("the master key cannot be read", "The file must exist");

        // The new key alone opens everything but refresh tokens of before.
        File.WriteAllText(KeyFile, kept[0]);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");
    }

    [Fact]
    public async Task A_replaced_key_is_kept_for_as_long_as_a_session_may_need_it()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");
        await tandem.SucceedAsync("keys", "master", "rotate");

        var pruned = JsonDocument.Parse(await tandem.SucceedAsync("keys", "master", "prune", "--format", "json")).RootElement;

        Assert.Equal(0, pruned.GetProperty("removed").GetArrayLength());
        var until = Assert.Single(pruned.GetProperty("kept").EnumerateArray()).GetProperty("neededUntil").GetDateTimeOffset();
        Assert.InRange(until - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.1));
        Assert.Equal(2, Keys.Length);
    }

    [Fact]
    public async Task A_key_from_the_environment_is_replaced_by_hand_and_the_command_says_how_and_wraps_anew()
    {
        await tandem.CreateUserAsync("ada@example.com");
        var (old, next) = (Keys.Single(), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        File.Delete(KeyFile);
        tandem.Environment["Tandem__MasterKey"] = old;
        var refused = await tandem.RunAsync("keys", "master", "rotate");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Set Tandem:MasterKey to OLD,NEW and restart", refused.Error, StringComparison.Ordinal);

        tandem.Environment["Tandem__MasterKey"] = $"{next},{old}";
        await tandem.SucceedAsync("keys", "master", "rotate");

        tandem.Environment["Tandem__MasterKey"] = next;
        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");
    }

    [Fact]
    public async Task A_key_file_that_is_broken_while_a_server_runs_changes_nothing()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();
        var signedIn = await server.SignInAsync("ada@example.com");
        var kept = File.ReadAllText(KeyFile);

        File.WriteAllText(KeyFile, "c2hvcnQ=");
        await Eventually.IsTrueAsync(() => server.Program.Error.Contains("Following the master key failed", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        await TestServer.SignedInAsync(await server.RefreshAsync(signedIn.Cookie));

        File.WriteAllText(KeyFile, kept);
        await Eventually.IsTrueAsync(() => server.Program.Error.Contains("Following the master key works again", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
    }

    private async Task RefuseAsync(string cause, string cure)
    {
        if (File.Exists(KeyFile))
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var end = await tandem.RunAsync("serve", "--urls", "http://127.0.0.1:0");
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains(cause, end.Error, StringComparison.Ordinal);
        Assert.Contains(cure, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }
}
