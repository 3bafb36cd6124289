using Tandem.Refresh;

namespace Tandem.Tests.Refresh;

/// <summary>Several tokens in one request: which are tried, and in which order.</summary>
public sealed class PresentedTokensTests
{
    private static readonly DateTimeOffset Now = RefreshTokenFixture.IssuedAt;
    private static readonly Guid Other = new("0f8e2a64-5d0b-4c57-9a3e-000000000000");

    [Fact]
    public void Of_one_session_only_the_highest_generation_counts_wherever_it_stands()
    {
        var read = Read(Token(generation: 4), Token(generation: 6), Token(generation: 5));

        Assert.Equal(6, Assert.Single(read.Sessions).Token.Generation);
    }

    [Fact]
    public void Sessions_are_tried_by_newest_issue_whatever_their_generations()
    {
        var read = Read(
            Token(generation: 9, issuedAt: Now.AddMinutes(-2)), Token(Other, generation: 1, issuedAt: Now.AddMinutes(-1)));

        Assert.Equal([(Other, 1L), (RefreshTokenFixture.Token.SessionId, 9L)], read.Sessions.Select(item => (item.Token.SessionId, item.Token.Generation)));
    }

    [Fact]
    public void An_expired_token_is_tried_as_one_and_the_others_are_not()
    {
        var read = Read(Token(Other, expiresAt: Now), Token());

        Assert.Equal([(Other, true), (RefreshTokenFixture.Token.SessionId, false)], read.Sessions.Select(item => (item.Token.SessionId, item.Expired)).OrderBy(item => item.SessionId == Other ? 0 : 1));
    }

    [Fact]
    public void What_is_no_token_is_left_out()
    {
        var read = Read("", "x", Token() + "A", Token());

        Assert.Single(read.Sessions);
        Assert.False(read.AnyKeyNotLoaded);
    }

    [Fact]
    public void A_token_of_a_key_that_is_not_loaded_is_noted_beside_the_others()
    {
        var foreign = RefreshTokenFixture.For(RefreshTokenFixture.OtherMaster).Encode(RefreshTokenFixture.Token);

        Assert.True(Read(foreign).AnyKeyNotLoaded);
        Assert.True(Read(foreign, foreign).AnyKeyNotLoaded);
        Assert.Empty(Read(foreign).Sessions);
        var both = Read(foreign, Token());
        Assert.True(both.AnyKeyNotLoaded);
        Assert.Single(both.Sessions);
    }

    [Fact]
    public void A_presented_token_says_where_it_came_from_and_nothing_of_itself()
    {
        Assert.Equal("token from a cookie", new PresentedToken(Token(), FromCookie: true).ToString());
        Assert.Equal("token from a body", new PresentedToken(Token(), FromCookie: false).ToString());
    }

    private static PresentedTokens Read(params string[] texts) =>
        PresentedTokens.Read([.. texts.Select(text => new PresentedToken(text, FromCookie: true))], RefreshTokenFixture.Format, Now);

    private static string Token(Guid? session = null, long generation = 1, DateTimeOffset? issuedAt = null, DateTimeOffset? expiresAt = null) =>
        RefreshTokenFixture.Format.Encode(RefreshTokenFixture.Token with
        {
            SessionId = session ?? RefreshTokenFixture.Token.SessionId,
            Generation = generation,
            IssuedAt = issuedAt ?? Now,
            ExpiresAt = expiresAt ?? Now.AddDays(1),
        });
}
