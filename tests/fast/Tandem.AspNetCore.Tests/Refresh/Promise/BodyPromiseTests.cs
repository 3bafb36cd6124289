namespace Tandem.AspNetCore.Tests.Refresh.Promise;

public sealed class BodyPromiseTests(BodyPromiseTests.Fixture fixture) : PromiseTests(fixture), IClassFixture<BodyPromiseTests.Fixture>
{
    protected override Task<ApiResponse> RefreshAsync(ApiResponse holder) => Host.RefreshByBodyAsync(holder.BodyRefreshToken!);

    public sealed class Fixture() : HostFixture([("RefreshToken:Leeway", "00:00:01"), ("RefreshToken:Delivery:0", "body")]);
}
