using Tandem.Tabs.Tests.Lab;

[assembly: AssemblyFixture(typeof(ProxiedServers))]

namespace Tandem.Tabs.Tests.Lab;

/// <summary>
/// The real server, set up in three ways. In front of all is one HTTPS server that counts, and that misbehaves where a test wants it to.
/// </summary>
public sealed class ProxiedServers : IAsyncLifetime
{
    /// <summary>Life of an access token, where time is scaled.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(5);

    /// <summary>How long a rotated refresh token still gets the same successor, where time is scaled.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(1);

    /// <summary>How long the server takes an access token beyond its life.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<ServerKind, string[]> Settings = new()
    {
        // Renewal ahead of time is to rotate as well: two leeways are less than half a life.
        [ServerKind.Scaled] = [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", $"--Tandem:RefreshToken:Leeway={Leeway:c}"],
        [ServerKind.Strict] =
            [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:RefreshToken:RecoveryWindow=00:00:00"],
        [ServerKind.AsItComes] = [],
    };

    private readonly LabProxy proxy;
    private readonly Dictionary<ServerKind, TandemProcess> servers = [];

    public ProxiedServers() => proxy = new(Authority);

    public LabAuthority Authority { get; } = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var (kind, settings) in Settings)
            servers[kind] = await TandemProcess.StartAsync(proxy.PublicUrl, proxy.Origins, settings);
        await proxy.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        foreach (var server in servers.Values)
            await server.DisposeAsync();
        Authority.Dispose();
    }

    /// <summary>A site of a scenario's own: its host, its cookie, its storage.</summary>
    internal Site NewSite(ServerKind kind) => proxy.NewSite(servers[kind]);

    /// <summary>Waits until the access tokens of now have run out at the client.</summary>
    internal static Task ExpiryAsync(int lives = 1) => WaitAsync((lives * TokenLife) + TimeSpan.FromSeconds(0.5));

    /// <summary>Waits until the server refuses the access tokens of now.</summary>
    internal static Task RefusalAsync() => WaitAsync(TokenLife + Tolerance + TimeSpan.FromSeconds(2));

    /// <summary>Lets time go by, which is the matter of these tests: no clock of a browser can be moved.</summary>
    internal static Task WaitAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);
}
