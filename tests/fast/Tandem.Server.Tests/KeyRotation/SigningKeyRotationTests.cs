using System.Diagnostics;
using System.Net;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>Signing keys change while people work: nobody notices, whoever verifies. K4, V34; duende, OIDF "server-rotate-keys".</summary>
[Trait("requirement", "K4")]
public sealed class SigningKeyRotationTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    // Shorter than keys are announced for below: a verifier that asks again less often is refused tokens.
    private static readonly TimeSpan Cooldown = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Quickly =
        ["--Tandem:Signing:RotationInterval=00:00:02", "--Tandem:Signing:Announce=00:00:01", "--Tandem:AccessToken:Lifetime=00:00:05"];

    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Over_20_rotations_under_load_no_verifier_refuses_a_token()
    {
        const int rotations = 20;
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync(Quickly);
        await using var jose = JoseVerifier.Start(server, Cooldown);
        await using var node = await SecondNode.StartAsync(tandem, server);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.SignInAsync("ada@example.com")));

        var watch = Stopwatch.StartNew();
        var visitors = new Visitors(server);
        visitors.Come(sessions, async token => await node.CheckAsync(token) is not AccessTokenFault.None and var fault
            ? $"the other node: {fault}"
            : await jose.VerifyAsync(token) is { } refused ? $"jose: {refused}" : null);
        // By schedule, and by hand in between; no faster than verifiers may ask for the keys, however soon the command is done.
        using var pace = new PeriodicTimer(Cooldown * 2);
        while (await CountAsync("activatedAt") - 1 < rotations)
        {
            Assert.True(watch.Elapsed < Limit, $"{await CountAsync("activatedAt") - 1} rotations after {watch.Elapsed}.");
            await tandem.SucceedAsync(["keys", "rotate", "--now", .. Quickly]);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        await visitors.LeaveAsync();

        output.WriteLine($"{await CountAsync("activatedAt") - 1} rotations, {await CountAsync("destroyedAt")} keys destroyed, "
            + $"{visitors.Tokens} tokens verified twice in {watch.Elapsed.TotalSeconds:0.0} s, {visitors.Complaints.Count} refused.");
        Assert.Empty(visitors.Complaints);
        Assert.True(visitors.Tokens > 500, $"Only {visitors.Tokens} tokens were checked.");
    }

    [Fact]
    public async Task A_change_of_the_algorithm_takes_over_while_tokens_of_both_are_accepted()
    {
        await tandem.CreateUserAsync("ada@example.com");
        SignedIn before;
        await using (var server = await tandem.ServeAsync())
            before = await server.SignInAsync("ada@example.com");
        await using var next = await tandem.ServeAsync("--Tandem:Signing:Algorithm=RS256", $"--Tandem:PublicUrl={Issuer(before)}");
        await Eventually.IsTrueAsync(async () => (await KeysAsync(next)).Any(key => key.GetProperty("alg").GetString() == "RS256"), Promised * 5);

        await tandem.SucceedAsync("keys", "rotate", "--now", "--Tandem:Signing:Algorithm=RS256");

        SignedIn after;
        do
            after = await TestServer.SignedInAsync(await next.RefreshAsync(before.Cookie));
        while (!Header(after).Contains("RS256", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await next.MeAsync(before.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await next.MeAsync(after.AccessToken));
    }

    [Fact]
    [Trait("requirement", "V34")]
    public async Task The_tokens_of_a_revoked_key_are_refused_within_a_second_on_every_node_and_the_session_goes_on()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync();
        await using var node = await SecondNode.StartAsync(tandem, server);
        var signedIn = await server.SignInAsync("ada@example.com");
        var kid = JsonDocument.Parse(Header(signedIn)).RootElement.GetProperty("kid").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(signedIn.AccessToken));
        Assert.Equal(AccessTokenFault.None, node.Validate(signedIn.AccessToken));

        await tandem.SucceedAsync("keys", "revoke", kid);

        var here = await Eventually.IsTrueAsync(async () => await server.MeAsync(signedIn.AccessToken) == HttpStatusCode.Unauthorized, Promised);
        var there = await Eventually.IsTrueAsync(() => node.Validate(signedIn.AccessToken) == AccessTokenFault.UnknownKey, Promised - here);
        output.WriteLine($"Refused after {here.TotalMilliseconds:0} ms, on the other node after {(here + there).TotalMilliseconds:0} ms.");
        Assert.DoesNotContain(await KeysAsync(server), key => key.GetProperty("kid").GetString() == kid);
        var refreshed = await TestServer.SignedInAsync(await server.RefreshAsync(signedIn.Cookie));
        Assert.DoesNotContain(kid, Header(refreshed), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(refreshed.AccessToken));
        Assert.Equal(1, await CountAsync("destroyedAt"));

        Assert.Contains("was destroyed before", await tandem.SucceedAsync("keys", "revoke", kid), StringComparison.Ordinal);
        var unknown = await tandem.RunAsync("keys", "revoke", "nobody");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("There is no signing key nobody.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_that_rotate_at_once_leave_one_active_and_one_announced_key()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync(Quickly);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => tandem.SucceedAsync("keys", "rotate", "--now")));

        var states = (await ListAsync()).Select(key => key.GetProperty("state").GetString()).ToList();
        Assert.Single(states, "active");
        Assert.Single(states, "announced");
        Assert.True(await CountAsync("activatedAt") > 6, string.Join(' ', states));
        await server.SignInAsync("ada@example.com");
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync() =>
        [.. JsonDocument.Parse(await tandem.SucceedAsync("keys", "list", "--format", "json")).RootElement.EnumerateArray()];

    private async Task<int> CountAsync(string date) => (await ListAsync()).Count(key => key.GetProperty(date).ValueKind == JsonValueKind.String);

    private static async Task<IReadOnlyList<JsonElement>> KeysAsync(TestServer server) =>
        [.. JsonDocument.Parse(await server.Http.GetStringAsync(new Uri(server.Url, "/.well-known/jwks.json"))).RootElement.GetProperty("keys").EnumerateArray()];

    private static string Header(SignedIn signedIn) =>
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(signedIn.AccessToken.Split('.')[0]));

    private static string Issuer(SignedIn signedIn) => JsonDocument.Parse(
        System.Buffers.Text.Base64Url.DecodeFromChars(signedIn.AccessToken.Split('.')[1])).RootElement.GetProperty("iss").GetString()!;
}
