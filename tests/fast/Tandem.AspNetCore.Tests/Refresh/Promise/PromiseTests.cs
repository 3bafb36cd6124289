using Tandem.MasterKeys;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh.Promise;

/// <summary>What the refresh protocol promises, over HTTP, with a leeway of a second: for tokens in cookies and for tokens in bodies.</summary>
public abstract class PromiseTests(HostFixture fixture)
{
    private static readonly TimeSpan Leeway = RotationSteps.Second;
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    protected TandemHost Host { get; } = fixture.Host;

    [Fact]
    public async Task Fifty_parallel_refreshes_of_one_token_get_fifty_responses_of_one_generation()
    {
        var signedIn = await Host.SignInAsync();
        Host.Time.Advance((2 * Leeway) + Millisecond);

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RefreshAsync(signedIn)));

        Assert.All(responses, response => response.ShouldBe(200));
        Assert.Equal([2L], responses.Select(response => response.Generation).Distinct());
        Assert.Equal([2L], responses.Select(GenerationOf).Distinct());
        Assert.Equal(2, (await Host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    [Fact]
    public async Task A_candidate_presented_again_gets_no_refresh_token_until_two_leeways_have_passed()
    {
        var second = await RotateAsync(await Host.SignInAsync());
        foreach (var pause in (TimeSpan[])[TimeSpan.Zero, Leeway, Leeway])
        {
            Host.Time.Advance(pause);
            var again = (await RefreshAsync(second)).ShouldBe(200);

            Assert.Equal(2, again.Generation);
            Assert.Empty(again.SetCookies);
            Assert.False(again.Json.TryGetProperty("refreshToken", out _));
            (await Host.MeAsync(again.AccessToken)).ShouldBe(200);
        }

        Host.Time.Advance(Millisecond);
        Assert.Equal(3, GenerationOf((await RefreshAsync(second)).ShouldBe(200)));
    }

    [Fact]
    public async Task The_token_before_the_previous_one_ends_the_session_a_second_after_a_rotation()
    {
        var first = await Host.SignInAsync();
        var third = await RotateAsync(await RotateAsync(first));
        Host.Time.Advance(RotationSteps.Second);

        (await RefreshAsync(first)).ShouldBe(401, "refresh_token_reused");

        (await RefreshAsync(third)).ShouldBe(401, "refresh_token_reused");
        (await Host.MeAsync(third.AccessToken)).ShouldBe(401, "session_revoked");
        Assert.Single(await Host.EventsAsync<RefreshTokenReused>(first.SessionId));
    }

    [Fact]
    public async Task Probes_do_not_extend_the_leeway()
    {
        var first = await Host.SignInAsync();
        var second = await RotateAsync(first);
        for (var probe = 0; probe < 3; probe++)
        {
            Host.Time.Advance(0.3 * Leeway);
            Assert.Equal(2, GenerationOf((await RefreshAsync(first)).ShouldBe(200)));
            Assert.Null((await RefreshAsync(second)).ShouldBe(200).RefreshToken);
        }

        Host.Time.Advance((0.1 * Leeway) + Millisecond);
        Assert.Equal(3, GenerationOf((await RefreshAsync(first)).ShouldBe(200)));
        Assert.Single(await Host.EventsAsync<RefreshRecovered>(first.SessionId));
    }

    // Each presentation of the predecessor makes a candidate and keeps the session from settling, but the owner's own next refresh shows
    // that its candidate was kept.
    [Fact]
    public async Task A_thief_who_polls_with_the_predecessor_is_found_right_after_the_owners_next_refresh()
    {
        var stolen = await Host.SignInAsync();
        var owners = await RotateAsync(stolen);
        for (var poll = 0; poll < 10; poll++)
        {
            Host.Time.Advance(Leeway + RotationSteps.Second);
            (await RefreshAsync(stolen)).ShouldBe(200);
        }

        (await RefreshAsync(owners)).ShouldBe(200);
        Host.Time.Advance(Leeway + RotationSteps.Second);

        (await RefreshAsync(stolen)).ShouldBe(401, "refresh_token_reused");
        (await RefreshAsync(owners)).ShouldBe(401, "refresh_token_reused");
        Assert.Single(await Host.EventsAsync<RefreshTokenReused>(stolen.SessionId));
    }

    [Fact]
    public async Task A_thief_who_takes_one_token_uses_it_and_stops_is_found_when_the_owner_returns()
    {
        var stolen = await Host.SignInAsync();
        var thiefs = await RotateAsync(stolen);
        await Host.ConfirmAsync(thiefs);

        (await RefreshAsync(stolen)).ShouldBe(401, "refresh_token_reused");

        (await RefreshAsync(thiefs)).ShouldBe(401, "refresh_token_reused");
    }

    /// <summary>Presents what a response left with its client.</summary>
    protected abstract Task<ApiResponse> RefreshAsync(ApiResponse holder);

    private async Task<ApiResponse> RotateAsync(ApiResponse holder)
    {
        Host.Time.Advance((2 * Leeway) + Millisecond);
        return (await RefreshAsync(holder)).ShouldBe(200);
    }

    private long GenerationOf(ApiResponse response)
    {
        var format = RefreshTokenFormat.Of(Host.Get<Installation>());
        Assert.Equal(RefreshTokenFault.None, format.TryParse(response.RefreshToken!, Host.Time.GetUtcNow(), out var token));
        return token!.Generation;
    }
}
