namespace Tandem.Deployments.Tests.Deployments;

/// <summary>One origin: the server serves the page as well.</summary>
public sealed class OneOriginTests(OneOriginTests.Fixture fixture, DeploymentBrowsers browsers) : EngineConformance<OneOriginTests.Fixture>(fixture, browsers)
{
    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("one-origin");

        internal override string Guide => "one-origin";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/auth");
    }
}
