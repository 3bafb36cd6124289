using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests.Deployments;

/// <summary>Page and API on two sites.</summary>
public sealed class DifferentSitesTests(DifferentSitesTests.Fixture fixture, DeploymentBrowsers browsers) : DeploymentConformance<DifferentSitesTests.Fixture>(fixture, browsers)
{
    public static TheoryData<EngineProfile> Keeping { get; } = [EngineProfile.Chromium, EngineProfile.ChromiumBlocking, EngineProfile.Firefox];

    public static TheoryData<EngineProfile> NotKeeping { get; } = [EngineProfile.WebKit, EngineProfile.WebKitPlain];

    [Theory]
    [MemberData(nameof(Keeping))]
    public Task A_page_renews_its_access_token_unseen_survives_a_reload_and_signs_out(EngineProfile engine) => StaysSignedInAsync(engine);

    [Theory]
    [MemberData(nameof(NotKeeping))]
    public Task A_browser_that_takes_no_cookie_of_another_site_keeps_nobody_signed_in_and_the_client_says_why(EngineProfile engine) => IsNotKeptAsync(engine);

    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("different-sites");

        internal override string Guide => "different-sites";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("api.example.org", "/api/auth");

        internal override bool IsOwnSite => false;
    }
}
