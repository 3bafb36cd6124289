namespace Tandem.Deployments.Tests.Deployments;

/// <summary>One origin by paths: nginx takes /api off.</summary>
public sealed class StrippedPathsTests(StrippedPathsTests.Fixture fixture, DeploymentBrowsers browsers) : EngineConformance<StrippedPathsTests.Fixture>(fixture, browsers)
{
    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx-stripped");

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/auth");

        internal override IReadOnlyList<string> Closed => ["/healthz", "/readyz", "/api/healthz", "/api/readyz"];
    }
}
