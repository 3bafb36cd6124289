using Tandem.AccessTokens;

namespace Tandem.Tests.AccessTokens;

public sealed class AccessTokenTimeTests
{
    private readonly TokenFixture tokens = new();

    [Theory]
    [InlineData(899, AccessTokenFault.None)]
    [InlineData(900, AccessTokenFault.None)]
    [InlineData(909, AccessTokenFault.None)]
    [InlineData(909.999, AccessTokenFault.None)]
    [InlineData(910, AccessTokenFault.Expired)]
    [InlineData(1_000_000, AccessTokenFault.Expired)]
    [InlineData(-10, AccessTokenFault.None)]
    [InlineData(-10.001, AccessTokenFault.NotYetValid)]
    [InlineData(-11, AccessTokenFault.NotYetValid)]
    internal void A_token_holds_from_ten_seconds_before_iat_until_just_before_ten_seconds_after_exp(double seconds, AccessTokenFault expected)
    {
        var token = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value;
        Assert.Equal(expected, tokens.Validator.Validate(token, tokens.Now.AddSeconds(seconds)).Fault);
    }

    [Fact]
    public void An_expired_token_still_comes_with_its_claims_but_is_not_valid()
    {
        var token = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value;
        var validation = tokens.Validator.Validate(token, tokens.Now.AddDays(3));
        Assert.Equal(AccessTokenFault.Expired, validation.Fault);
        Assert.Equal(tokens.Grant.SessionId, validation.Token!.SessionId);
        Assert.False(validation.IsValid);
    }

    [Theory]
    [InlineData(0, AccessTokenFault.None)]
    [InlineData(10, AccessTokenFault.None)]
    [InlineData(11, AccessTokenFault.NotYetValid)]
    internal void Nbf_is_kept_with_the_same_tolerance(int seconds, AccessTokenFault expected)
    {
        var payload = tokens.Payload.Replace("\"gen\"", $"\"nbf\":{tokens.Now.ToUnixTimeSeconds() + seconds},\"gen\"", StringComparison.Ordinal);
        Assert.Equal(expected, tokens.Validate(tokens.Sign(tokens.Header, payload)));
    }

    [Fact]
    public void Moments_at_the_ends_of_the_calendar_are_no_trouble()
    {
        var last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var forever = tokens.Sign(tokens.Header, WithTimes(last, 0));
        Assert.Equal(AccessTokenFault.None, tokens.Validate(forever));
        Assert.Equal(AccessTokenFault.None, tokens.Validator.Validate(forever, DateTimeOffset.MaxValue).Fault);
        Assert.Equal(AccessTokenFault.NotYetValid, tokens.Validator.Validate(forever, DateTimeOffset.MinValue).Fault);
        var never = tokens.Sign(tokens.Header, WithTimes(0, 0));
        Assert.Equal(AccessTokenFault.Expired, tokens.Validator.Validate(never, DateTimeOffset.MaxValue).Fault);
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(tokens.Header, WithTimes(last + 1, 0))));
    }

    private string WithTimes(long exp, long iat) => tokens.Payload
        .Replace($"\"exp\":{tokens.Now.ToUnixTimeSeconds() + 900}", $"\"exp\":{exp}", StringComparison.Ordinal)
        .Replace($"\"iat\":{tokens.Now.ToUnixTimeSeconds()}", $"\"iat\":{iat}", StringComparison.Ordinal);
}
