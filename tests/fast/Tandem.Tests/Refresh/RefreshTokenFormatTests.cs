using System.Buffers.Text;

using Tandem.MasterKeys;
using Tandem.Refresh;

using static Tandem.Tests.Refresh.RefreshTokenFixture;

namespace Tandem.Tests.Refresh;

/// <summary>What an encoded refresh token consists of.</summary>
public sealed class RefreshTokenFormatTests
{
    // Computed by hand from the description of the format.
    private const string Vector =
        "Ad-tmV4PjipkXQtMV5o-ax0sP0pbAQIDBAUGBwgAc2UEAABzbj6AgIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp_wol8lnnbooLkFKiXP_9ZI";

    // The same token with the key id of earlier versions, which is the master key's alone.
    private const string Former =
        "AWvOaa0PjipkXQtMV5o-ax0sP0pbAQIDBAUGBwgAc2UEAABzbj6AgIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp_zsXgv91GjbpnIwMDYSNlX";

    [Fact]
    public void A_token_has_exactly_these_bytes()
    {
        var bytes = Base64Url.DecodeFromChars(Format.Encode(Token));

        Assert.Equal(87, bytes.Length);
        Assert.Equal("01", Hex(bytes[..1]));
        Assert.Equal("dfad995e", Hex(bytes[1..5]));
        Assert.Equal("0f8e2a645d0b4c579a3e6b1d2c3f4a5b", Hex(bytes[5..21]));
        Assert.Equal("0102030405060708", Hex(bytes[21..29]));
        Assert.Equal("0073650400", Hex(bytes[29..34]));
        Assert.Equal("00736e3e80", Hex(bytes[34..39]));
        Assert.Equal("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", Hex(bytes[39..71]));
        Assert.Equal("f0a25f259e76e8a0b9052a25cfffd648", Hex(bytes[71..]));
    }

    [Fact]
    public void A_token_is_spelled_as_the_vector() => Assert.Equal(Vector, Format.Encode(Token));

    [Fact]
    public void The_tag_is_an_HMAC_over_context_and_content_under_a_key_of_this_installation()
    {
        var body = HandMadeRefreshToken.Body(MasterKey.TokenId(Master.Id, InstallationId), Token.SessionId, Token.Generation, 1_936_000_000, 1_936_604_800, Token.Secret.Span);

        Assert.Equal(HandMadeRefreshToken.Tagged(body, MasterBytes, InstallationId), Format.Encode(Token));
    }

    [Fact]
    public void A_token_reads_back_as_it_was_made()
    {
        Assert.Equal(RefreshTokenFault.None, Format.TryParse(Vector, IssuedAt, out var read));
        Assert.NotNull(read);
        Assert.Equal(Token with { Secret = read.Secret }, read);
        Assert.Equal(Token.Secret.ToArray(), read.Secret.ToArray());
        Assert.True(read.Matches(Token.HashSecret()));
        Assert.Equal(Vector, Format.Encode(read));
    }

    [Fact]
    public void A_token_of_an_earlier_version_reads_as_the_same_and_is_spelled_anew()
    {
        Assert.Equal(RefreshTokenFault.None, Format.TryParse(Former, IssuedAt, out var read));
        Assert.Equal(Token with { Secret = read!.Secret }, read);
        Assert.Equal(Vector, Format.Encode(read));
    }

    [Fact]
    public void Fractions_of_a_second_are_cut_off()
    {
        var precise = Token with { IssuedAt = IssuedAt.AddMilliseconds(999), ExpiresAt = ExpiresAt.AddMilliseconds(999) };

        Assert.Equal(Vector, Format.Encode(precise));
    }

    [Theory]
    [InlineData(1L << 32, "0100000000")]
    [InlineData((1L << 32) - 1, "00ffffffff")]
    [InlineData(253_402_300_799, "3afff4417f")]
    public void Times_have_five_bytes_and_outlive_32_bits(long seconds, string bytes)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var text = Format.Encode(Token with { IssuedAt = time, ExpiresAt = time });

        Assert.Equal(RefreshTokenFault.None, Format.TryParse(text, IssuedAt, out var read));
        Assert.Equal((time, time), (read?.IssuedAt, read?.ExpiresAt));
        Assert.Equal(bytes, Hex(Base64Url.DecodeFromChars(text)[34..39]));
    }

    [Fact]
    public void A_time_before_1970_is_written_as_1970()
    {
        var text = Format.Encode(Token with { IssuedAt = DateTimeOffset.MinValue });

        Assert.Equal(RefreshTokenFault.None, Format.TryParse(text, IssuedAt, out var read));
        Assert.Equal(DateTimeOffset.UnixEpoch, read?.IssuedAt);
    }

    [Fact]
    public void A_hundred_thousand_encodings_of_one_generation_are_one_token()
    {
        for (var i = 0; i < 100_000; i++)
            Assert.Equal(Vector, Format.Encode(Token));
    }

    [Fact]
    public void A_token_printed_shows_neither_its_secret_nor_its_spelling()
    {
        var printed = $"{Token} {Token.ToString()}";

        Assert.DoesNotContain(Hex(Token.Secret.ToArray())[..8], printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Base64Url.EncodeToString(Token.Secret.Span)[..8], printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Hex(Token.HashSecret())[..8], printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("128", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_matches_its_own_hash_only()
    {
        var hash = Token.HashSecret();
        Assert.True(Token.Matches(hash));

        hash[31] ^= 1;
        Assert.False(Token.Matches(hash));
        Assert.False(Token.Matches(hash.AsSpan(0, 31)));
        Assert.False(Token.Matches([]));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
