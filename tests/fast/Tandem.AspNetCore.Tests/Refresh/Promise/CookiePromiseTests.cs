namespace Tandem.AspNetCore.Tests.Refresh.Promise;

public sealed class CookiePromiseTests(CookiePromiseTests.Fixture fixture) : PromiseTests(fixture), IClassFixture<CookiePromiseTests.Fixture>
{
    protected override Task<ApiResponse> RefreshAsync(ApiResponse holder) => Host.RefreshAsync(holder.RefreshCookie!.Value);

    public sealed class Fixture() : HostFixture([("RefreshToken:Leeway", "00:00:01"), ("RefreshToken:Delivery:0", "cookie")]);
}
