using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of nginx, after that of the server, has page and server behind one address.</summary>
public sealed class NginxTests(PackedPackages packages)
{
    public const string Page = "docs/guides/deployments/behind-nginx.md";

    [Fact]
    public async Task Page_and_server_answer_at_one_address_of_nginx()
    {
        await using var walk = new Walk(packages);
        // In place of the system's, which includes the sites of conf.d, too.
        var main = await File.ReadAllTextAsync(Repository.PathOf("samples", "deployments", "nginx", "nginx.conf"), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(walk.HomeFile("etc", "nginx"));
        await File.WriteAllTextAsync(walk.HomeFile("etc", "nginx", "nginx.conf"), main.Replace("include site.conf;", "include conf.d/*.conf;", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await walk.FollowAsync(ServerTests.Page, before: ServerTests.BackEnd);
        await walk.FollowAsync(Page);

        // The page's requests, in their order: who is signed in, a refresh, the page.
        Assert.Matches("""\{[^\n]*"email":"ada@example.com"[^\n]*\}\{"accessToken":"ey[^\n]*\}<!doctype html><title>CRM</title><h1>CRM</h1>\s*$""", walk.Said);
        Assert.Contains("__Host-refreshToken", await File.ReadAllTextAsync(Path.Combine(walk.Folder, "cookies.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
