using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of APIs beside the issuer has an API that accepts the server's tokens, and sees why one is refused.</summary>
public sealed class ResourceServerTests(PackedPackages packages)
{
    public const string Page = "docs/guides/resource-server.md";

    private const string Refused = "An access token is refused (WrongAudience).";

    [Fact]
    public async Task A_token_is_accepted_none_is_refused_and_one_for_another_audience_is_refused_with_the_reason_in_the_log()
    {
        var logged = File.ReadAllLines(Repository.PathOf(Page)).Single(line => line.StartsWith(Refused, StringComparison.Ordinal));
        await using var walk = new Walk(packages, packages.Unpacked);
        await walk.FollowAsync(ServerTests.Page, before: ServerTests.BackEnd);
        await walk.FollowAsync(Page);

        // The page's three requests to the API, in their order.
        var answers = walk.Said[Math.Max(0, walk.Said.LastIndexOf("Orders of ", StringComparison.Ordinal))..];
        Assert.Matches("""^Orders of [0-9a-f-]{36}\{[^}]*"code":"access_token_missing"[^}]*\}\s*\{[^}]*"code":"access_token_invalid"[^}]*\}\s*$""", answers);
        await Eventually.IsTrueAsync(() => walk.Log(8080).Contains(walk.WithPortsOfHere(logged), StringComparison.Ordinal), about: walk.Log(8080));
    }
}
