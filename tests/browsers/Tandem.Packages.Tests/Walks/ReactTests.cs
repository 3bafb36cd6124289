using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of React, after that of the server, has such a page, whichever way it reaches the API.</summary>
public sealed class ReactTests(PackedPackages packages)
{
    public const string Page = "docs/guides/clients/react.md";

    private const string AcrossOrigins = "Across origins";

    // What the server says; the page shows it as it is.
    private const string Refusal = "The address is unknown, the password is wrong, or too many wrong ones were tried. The response does not say which. Try again, later if you are sure.";

    [Fact]
    public async Task Somebody_signs_in_stays_signed_in_and_signs_out_in_every_tab_behind_a_proxy_and_across_origins()
    {
        await using var walk = new Walk(packages);
        await walk.FollowAsync(ServerTests.Page, before: ServerTests.BackEnd);
        await walk.FollowAsync(Page, without: AcrossOrigins);
        Assert.False(await PageVisit.SignInAndOutAsync(walk, Refusal));

        await walk.FollowAsync(Page, only: AcrossOrigins);
        await IsServedAsync(walk.Url(5173), walk.Url(5080).Authority);
        Assert.True(await PageVisit.SignInAndOutAsync(walk, Refusal));
    }

    // The development server looks for changed files now and then.
    private static async Task IsServedAsync(Uri page, string part)
    {
        using var http = new HttpClient { BaseAddress = page };
        await Eventually.IsTrueAsync(async () => (await http.GetStringAsync("/src/auth.ts")).Contains(part, StringComparison.Ordinal));
    }
}
