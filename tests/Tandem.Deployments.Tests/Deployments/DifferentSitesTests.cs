namespace Tandem.Deployments.Tests.Deployments;

/// <summary>Page and API on two sites.</summary>
public sealed class DifferentSitesTests(DifferentSitesTests.Fixture fixture, Chromium chromium) : DeploymentConformance<DifferentSitesTests.Fixture>(fixture, chromium)
{
    public sealed class Fixture : DeploymentFixture
    {
        internal override DeploymentSettings Settings { get; } = new("different-sites");

        internal override string Guide => "different-sites";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("api.example.org", "/api/auth");
    }
}
