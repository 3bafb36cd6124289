namespace Tandem.Deployments.Tests.Deployments;

/// <summary>Subdomains, with the cookie that many applications have: no prefix, a shared domain, <c>SameSite=None</c>.</summary>
public sealed class SharedDomainTests(SharedDomainTests.Fixture fixture, DeploymentBrowsers browsers) : EngineConformance<SharedDomainTests.Fixture>(fixture, browsers)
{
    [Fact]
    public void The_server_warns_of_what_is_weaker_than_it_need_be()
    {
        foreach (var key in new[] { "Name", "Domain", "SameSite" })
            Assert.Contains($"Tandem:RefreshToken:Cookie:{key}", Deployment.ServerLog, StringComparison.Ordinal);
    }

    public sealed class Fixture(DeploymentBrowsers browsers) : DeploymentFixture(browsers)
    {
        internal override DeploymentSettings Settings { get; } = new("subdomains")
        {
            Configuration =
            [
                "--Tandem:RefreshToken:Cookie:Name=refreshToken", "--Tandem:RefreshToken:Cookie:SameSite=None", "--Tandem:RefreshToken:Cookie:Domain=.example.com",
            ],
        };

        internal override string Guide => "subdomains";

        internal override string Mark => "cookie of a shared domain";

        internal override string Page => Deployment.At("crm.example.com", "/");

        internal override string Endpoints => Deployment.At("api.example.com", "/api/auth");
    }
}
