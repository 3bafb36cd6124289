namespace Tandem.Deployments.Tests;

/// <summary>A deployment that runs for the tests of a class.</summary>
public abstract class DeploymentFixture(DeploymentBrowsers browsers) : IAsyncLifetime
{
    /// <summary>Life of an access token: long enough that a busy machine gets a call out with it.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(5);

    /// <summary>How long the server takes one beyond it.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    internal RunningDeployment Deployment { get; private set; } = null!;

    internal abstract DeploymentSettings Settings { get; }

    /// <summary>The guide that says what the cookie is.</summary>
    internal abstract string Guide { get; }

    /// <summary>The mark of the cookie in the guide.</summary>
    internal virtual string Mark => "cookie";

    /// <summary>Where the page is.</summary>
    internal abstract string Page { get; }

    /// <summary>Where Tandem's endpoints are.</summary>
    internal abstract string Endpoints { get; }

    /// <summary>Whether the cookie can be seen in the browser's tools at the API's own address: a partitioned one cannot.</summary>
    internal virtual bool IsOwnSite => true;

    /// <summary>Paths that nobody outside may reach.</summary>
    internal virtual IReadOnlyList<string> Closed => ["/healthz", "/readyz"];

    public async ValueTask InitializeAsync() => Deployment = await RunningDeployment.StartAsync(
        // Each expiry is to rotate: the leeway is less than the life of a token.
        Settings with { Configuration = [.. Settings.Configuration, $"--Tandem:AccessToken:Lifetime={TokenLife:c}", "--Tandem:RefreshToken:Leeway=00:00:01"] },
        browsers.Authority);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Deployment is not null)
            await Deployment.DisposeAsync();
    }
}
