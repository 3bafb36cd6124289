using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;

namespace Tandem.Programs.Tests.HttpClients;

/// <summary>
/// HTTP clients that are no browsers, with the cookie jars they have, on a real server where each refresh token is good for one refresh:
/// whoever does not keep every new cookie is refused, and signed out.
/// </summary>
public sealed class HttpClientTests(HttpClientTests.Servers servers) : IClassFixture<HttpClientTests.Servers>
{
    private static readonly string[] Expected = ["200", "200", "200", "200", "204", "401"];

    public static TheoryData<string> Names { get; } = [.. ScriptedClient.All.Select(client => client.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_jar_survives_strict_rotation_and_has_no_session_after_the_sign_out(string client)
    {
        await KeepsSessionAsync(client, servers.Http);
        await KeepsSessionAsync(client, servers.Https);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_CookieContainer_of_dotnet_does_so_too(bool overHttps)
    {
        var tandem = overHttps ? servers.Https : servers.Http;
        using var handler = new SocketsHttpHandler { UseProxy = false, CookieContainer = new(), SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = ServedTandem.Trust } };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(tandem.Url, "/api/auth/") };
        var credentials = new { email = ServedTandem.Email, password = ServedTandem.Password };

        List<HttpStatusCode> statuses = [(await client.PostAsJsonAsync("login", credentials, TestContext.Current.CancellationToken)).StatusCode];
        foreach (var endpoint in (string[])["refresh", "refresh", "refresh", "logout", "refresh"])
            statuses.Add((await client.PostAsync(endpoint, new ByteArrayContent([]), TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(Expected, statuses.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refresh_without_a_response_is_sent_as_often_as_the_reference_says(string client)
    {
        await using var server = new ClosingServer();
        using var folder = new TemporaryFolder();

        var end = await RunAsync(client, server.Url, servers.Https.Root, folder);

        Assert.True(Find(client).Sends == server.Refreshes, $"{server.Refreshes} times\n{end}");
        Assert.StartsWith("200", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task Dotnet_repeats_a_post_only_if_its_content_is_null(bool withoutContent, int times)
    {
        await using var server = new ClosingServer();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(
            $"{server.Url}/api/auth/refresh", withoutContent ? null : new ByteArrayContent([]), TestContext.Current.CancellationToken));

        Assert.Equal(times, server.Refreshes);
    }

    private static ScriptedClient Find(string name) => ScriptedClient.All.Single(client => client.Name == name);

    private static Task<ProgramEnd> RunAsync(string client, string url, string root, TemporaryFolder folder) =>
        RunningProgram.RunAsync(Find(client).Start(url, root, folder.Path), patience: TimeSpan.FromMinutes(3));

    private static async Task KeepsSessionAsync(string client, ServedTandem tandem)
    {
        using var folder = new TemporaryFolder();

        var end = await RunAsync(client, tandem.Url.GetLeftPart(UriPartial.Authority), tandem.Root, folder);

        Assert.True(Expected.SequenceEqual(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), end.ToString());
    }

    public sealed class Servers : IAsyncLifetime
    {
        internal ServedTandem Http { get; private set; } = null!;

        internal ServedTandem Https { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Http = await ServedTandem.StartAsync(overHttps: false, ServedTandem.StrictRotation);
            Https = await ServedTandem.StartAsync(overHttps: true, ServedTandem.StrictRotation);
        }

        public async ValueTask DisposeAsync()
        {
            await Http.DisposeAsync();
            await Https.DisposeAsync();
        }
    }
}
