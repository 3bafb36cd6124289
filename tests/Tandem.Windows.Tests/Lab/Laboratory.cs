using Tandem.Windows.Tests.Lab;

[assembly: AssemblyFixture(typeof(Laboratory))]

namespace Tandem.Windows.Tests.Lab;

/// <summary>
/// The real server, twice: with windows scaled to seconds, and with strict one-time use, where a token that is presented twice is an alarm.
/// In front of both is one HTTPS server that counts, and that misbehaves where a test wants it to.
/// </summary>
public sealed class Laboratory : IAsyncLifetime
{
    /// <summary>Life of an access token.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(5);

    /// <summary>How long the server takes one beyond it.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    // Every expiry is to rotate, ahead of time too: two leeways are less than half a life.
    private static readonly string[] Usual = [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:01"];

    private static readonly string[] Strict =
        [$"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:RefreshToken:RecoveryWindow=00:00:00"];

    private readonly LabProxy proxy;
    private TandemProcess? usual;
    private TandemProcess? strict;

    public Laboratory() => proxy = new(Authority);

    public LabAuthority Authority { get; } = new();

    public async ValueTask InitializeAsync()
    {
        usual = await TandemProcess.StartAsync(proxy.PublicUrl, proxy.Origins, Usual);
        strict = await TandemProcess.StartAsync(proxy.PublicUrl, proxy.Origins, Strict);
        await proxy.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        foreach (var server in new[] { usual, strict })
        {
            if (server is not null)
                await server.DisposeAsync();
        }

        Authority.Dispose();
    }

    /// <summary>A site of a scenario's own: its host, its cookie, its storage.</summary>
    internal Site NewSite(bool isStrict = false) => proxy.NewSite((isStrict ? strict : usual)!);
}
