using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests.Deployments;

/// <summary>Page and API on two hosts of one site.</summary>
public sealed class SubdomainsTests(SubdomainsTests.Fixture fixture, DeploymentBrowsers browsers) : EngineConformance<SubdomainsTests.Fixture>(fixture, browsers)
{
    public static TheoryData<EngineProfile> Others { get; } = [EngineProfile.ChromiumBlocking, EngineProfile.WebKitPlain];

    // A third party is another site; this is another origin of the same.
    [Theory]
    [MemberData(nameof(Others))]
    public Task How_third_parties_are_treated_changes_nothing(EngineProfile engine) => StaysSignedInAsync(engine);

    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("subdomains");

        internal override string Guide => "subdomains";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("api.example.com", "/api/auth");
    }
}
