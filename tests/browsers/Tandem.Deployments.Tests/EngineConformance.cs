using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>What holds in every deployment whose pages any browser keeps signed in.</summary>
public abstract class EngineConformance<TFixture>(TFixture fixture, Laboratory laboratory) : DeploymentConformance<TFixture>(fixture, laboratory)
    where TFixture : DeploymentFixture
{
    [Theory]
    [MemberData(nameof(Laboratory.Usual), MemberType = typeof(Laboratory))]
    public Task A_page_renews_its_access_token_unseen_survives_a_reload_and_signs_out(EngineProfile engine) => StaysSignedInAsync(engine);
}
