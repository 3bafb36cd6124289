namespace Tandem.Deployments.Tests.Deployments;

/// <summary>Page and API on two hosts of one site.</summary>
public sealed class SubdomainsTests(SubdomainsTests.Fixture fixture, Chromium chromium) : DeploymentConformance<SubdomainsTests.Fixture>(fixture, chromium)
{
    public sealed class Fixture : DeploymentFixture
    {
        internal override DeploymentSettings Settings { get; } = new("subdomains");

        internal override string Guide => "subdomains";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("api.example.com", "/api/auth");
    }
}
