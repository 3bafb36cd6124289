using System.Net;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of the server beside a back end ends with both of them running.</summary>
public sealed class ServerTests(PackedPackages packages)
{
    public const string Page = "docs/start/server.md";

    /// <summary>The first section that is about another program than the server.</summary>
    public const string BackEnd = "3. The back end";

    [Fact]
    public async Task The_back_end_knows_who_signed_in_at_the_server_and_nobody_else()
    {
        await using var walk = new Walk(packages);
        await walk.FollowAsync(Page);

        Assert.Contains("Created ada@example.com (admin)", walk.Said, StringComparison.Ordinal);
        Assert.Matches("""\{"for":"[0-9a-f-]{36}","roles":\["admin"\],"orders":\["Bicycle"\]\}""", walk.Said);
        Assert.Contains("""{"accessToken":"ey""", walk.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\":", walk.Said, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = walk.Url(8080) };
        using var response = await http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
