namespace Tandem.Deployments.Tests.Deployments;

/// <summary>The same under /api/v1.</summary>
public sealed class VersionedPathsTests(VersionedPathsTests.Fixture fixture, Chromium chromium) : DeploymentConformance<VersionedPathsTests.Fixture>(fixture, chromium)
{
    public sealed class Fixture : DeploymentFixture
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx") { Replace = [("/api/", "/api/v1/")], Configuration = ["--Tandem:BasePath=/api/v1/auth"] };

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/v1/auth");
    }
}
