using Tandem.Refresh;

namespace Tandem.Tests.Refresh;

/// <summary>What is wrong with the shape of a refused token is said in words, and nothing of the token is repeated.</summary>
public sealed class RefreshTokenShapeTests
{
    private static readonly string Token = RefreshTokenFixture.Format.Encode(RefreshTokenFixture.Token);

    [Theory]
    [InlineData("cut", "It was cut short: it has 80 of 116 characters.")]
    [InlineData("one character", "It was cut short: it has 1 of 116 characters.")]
    [InlineData("doubled", "It is too long: it has 232 characters instead of 116.")]
    [InlineData("quoted", "It is in double quotes: send it without them.")]
    [InlineData("half quoted", "It is in double quotes: send it without them.")]
    [InlineData("percent-encoded", "It is percent-encoded: send it as it was received.")]
    [InlineData("line", "It contains a line break: send the token alone.")]
    [InlineData("bearer", "It contains a space: send the token alone.")]
    [InlineData("access token", "It is an access token: send the refresh token.")]
    [InlineData("standard base64", "It is in standard base64: send it in base64url without padding, as it was received.")]
    [InlineData("another alphabet", "It has characters that no refresh token has.")]
    public void The_distortion_is_named(string distortion, string fault)
    {
        var text = distortion switch
        {
            "cut" => Token[..80],
            "one character" => "A",
            "doubled" => Token + Token,
            "quoted" => $"\"{Token}\"",
            "half quoted" => $"\"{Token[..80]}",
            "percent-encoded" => $"%22{Token}%22",
            "line" => Token + "\n",
            "bearer" => "Bearer " + Token,
            "access token" => "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
            "standard base64" => Token[..114] + "+=",
            _ => Token[..115] + "ä",
        };

        Assert.Equal(fault, RefreshTokenShape.FaultOf(text));
    }

    [Fact]
    public void A_token_whether_genuine_or_altered_has_the_right_shape()
    {
        Assert.Null(RefreshTokenShape.FaultOf(Token));
        Assert.Null(RefreshTokenShape.FaultOf(new string('A', 116)));
    }
}
