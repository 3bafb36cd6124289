namespace Tandem.Deployments.Tests.Deployments;

/// <summary>One origin by paths: requests are passed on as they came.</summary>
public sealed class PathsTests(PathsTests.Fixture fixture, DeploymentBrowsers browsers) : EngineConformance<PathsTests.Fixture>(fixture, browsers)
{
    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx");

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/auth");
    }
}
