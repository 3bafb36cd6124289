using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests.Deployments;

/// <summary>One origin by paths: nginx takes /api/v1 off.</summary>
public sealed class StrippedVersionedPathsTests(StrippedVersionedPathsTests.Fixture fixture, DeploymentBrowsers browsers) : DeploymentConformance<StrippedVersionedPathsTests.Fixture>(fixture, browsers)
{
    [Fact]
    public Task A_page_renews_its_access_token_unseen_survives_a_reload_and_signs_out() => StaysSignedInAsync(EngineProfile.Chromium);

    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx-stripped") { Replace = [("/api", "/api/v1")] };

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/v1/auth");

        internal override IReadOnlyList<string> Closed => ["/healthz", "/readyz", "/api/v1/healthz", "/api/v1/readyz"];
    }
}
