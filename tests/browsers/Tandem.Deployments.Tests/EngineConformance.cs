using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>What holds in every deployment whose pages any browser keeps signed in.</summary>
public abstract class EngineConformance<TFixture>(TFixture fixture, DeploymentBrowsers browsers) : DeploymentConformance<TFixture>(fixture, browsers)
    where TFixture : DeploymentFixture
{
    [Theory]
    [MemberData(nameof(DeploymentBrowsers.Quick), MemberType = typeof(DeploymentBrowsers))]
    public Task A_page_renews_its_access_token_unseen_survives_a_reload_and_signs_out(EngineProfile engine) => StaysSignedInAsync(engine);

    [Theory]
    [MemberData(nameof(DeploymentBrowsers.Others), MemberType = typeof(DeploymentBrowsers))]
    [Trait("length", "long")]
    public Task Other_engines_do_the_same(EngineProfile engine) => StaysSignedInAsync(engine);
}
