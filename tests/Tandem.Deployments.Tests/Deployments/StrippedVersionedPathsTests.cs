namespace Tandem.Deployments.Tests.Deployments;

/// <summary>One origin by paths: nginx takes /api/v1 off.</summary>
public sealed class StrippedVersionedPathsTests(StrippedVersionedPathsTests.Fixture fixture, Chromium chromium) : DeploymentConformance<StrippedVersionedPathsTests.Fixture>(fixture, chromium)
{
    public sealed class Fixture : DeploymentFixture
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx-stripped") { Replace = [("/api", "/api/v1")] };

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/v1/auth");

        internal override IReadOnlyList<string> Closed => ["/healthz", "/readyz", "/api/v1/healthz", "/api/v1/readyz"];
    }
}
