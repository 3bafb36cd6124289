using Tandem.MasterKeys;
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
        var known = RefreshTokenFormat.With(new InstallationKeys(RefreshTokenFixture.InstallationId, new MasterKeyRing(RefreshTokenFixture.Master, []))
        {
            Known = [RefreshTokenFixture.OtherMaster.Id],
        });
        var elsewhere = RefreshTokenFixture.For(RefreshTokenFixture.OtherMaster).Encode(RefreshTokenFixture.Token);

        foreach (var (format, isKnown) in new[] { (known, true), (RefreshTokenFixture.Format, false) })
        {
            foreach (string[] texts in new[] { [elsewhere], new[] { elsewhere, elsewhere }, [elsewhere, Token()] })
            {
                var read = PresentedTokens.Read([.. texts.Select(text => new PresentedToken(text, FromCookie: true))], format, Now);
                Assert.Equal((isKnown, !isKnown, texts[^1] == elsewhere ? 0 : 1), (read.AnyKeyNotLoaded, read.AnyForeign, read.Sessions.Count));
            }
        }
    }

    [Fact]
    public void A_body_beside_a_cookie_speaks_of_the_cookies_session_alone_or_of_the_one_that_is_named()
    {
        var (cookie, newer, another) = (Token(generation: 1), Token(generation: 2), Token(Other, issuedAt: Now.AddMinutes(1)));

        Assert.Equal([(RefreshTokenFixture.Token.SessionId, 2L)], Beside(cookie, newer).Sessions.Select(item => (item.Token.SessionId, item.Token.Generation)));
        Assert.Equal([(RefreshTokenFixture.Token.SessionId, 1L)], Beside(cookie, another).Sessions.Select(item => (item.Token.SessionId, item.Token.Generation)));
        Assert.Equal(2, Beside(cookie, another, Other).Sessions.Count);
        Assert.Equal([(Other, 1L)], Beside("garbage", another).Sessions.Select(item => (item.Token.SessionId, item.Token.Generation)));
    }

    [Fact]
    public void A_presented_token_says_where_it_came_from_and_nothing_of_itself()
    {
        Assert.Equal("token from a cookie", new PresentedToken(Token(), FromCookie: true).ToString());
        Assert.Equal("token from a body", new PresentedToken(Token(), FromCookie: false).ToString());
    }

    private static PresentedTokens Beside(string cookie, string body, Guid? named = null) =>
        PresentedTokens.Read([new(cookie, FromCookie: true), new(body, FromCookie: false)], RefreshTokenFixture.Format, Now, named);

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
