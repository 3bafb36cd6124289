namespace Tandem.Deployments.Tests;

/// <summary>A deployment of <c>samples/deployments</c>, and what a test has otherwise.</summary>
/// <param name="Name">The folder.</param>
internal sealed record DeploymentSettings(string Name)
{
    /// <summary>Configuration on the server's command line.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];

    /// <summary>Texts to replace in nginx's site, the server's settings and the page's.</summary>
    public IReadOnlyList<(string Old, string New)> Replace { get; init; } = [];
}
