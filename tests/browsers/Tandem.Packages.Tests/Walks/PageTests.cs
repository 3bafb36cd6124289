namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of the client, after that of the server, has a page on another port whose people stay signed in.</summary>
public sealed class PageTests(PackedPackages packages)
{
    private const string Proxy = "A proxy", AcrossOrigins = "Across origins";

    [Theory]
    [InlineData(Proxy, AcrossOrigins)]
    [InlineData(AcrossOrigins, Proxy)]
    public async Task Somebody_signs_in_stays_signed_in_and_signs_out_in_every_tab(string way, string other)
    {
        await using var walk = new Walk(packages);
        await walk.FollowAsync(ServerTests.Page, before: ServerTests.BackEnd);
        await walk.FollowAsync("docs/start/client.md", without: other);

        var isApiAsked = await PageVisit.SignInAndOutAsync(walk, "Address or password is wrong.");

        Assert.Equal(way == AcrossOrigins, isApiAsked);
    }
}
