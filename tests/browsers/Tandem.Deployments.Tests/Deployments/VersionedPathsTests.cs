using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests.Deployments;

/// <summary>The same under /api/v1.</summary>
public sealed class VersionedPathsTests(VersionedPathsTests.Fixture fixture, DeploymentBrowsers browsers) : DeploymentConformance<VersionedPathsTests.Fixture>(fixture, browsers)
{
    [Fact]
    public Task A_page_renews_its_access_token_unseen_survives_a_reload_and_signs_out() => StaysSignedInAsync(EngineProfile.Chromium);

    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("behind-nginx") { Replace = [("/api/", "/api/v1/")], Configuration = ["--Tandem:BasePath=/api/v1/auth"] };

        internal override string Guide => "behind-nginx";

        internal override string Page => Deployment.At("crm.example.com", "/app/");

        internal override string Endpoints => Deployment.At("crm.example.com", "/api/v1/auth");
    }
}
