using Tandem.AccessTokens;
using Tandem.Accounts;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

/// <summary>Whatever the issuer signs, the validator accepts.</summary>
public sealed class AccessTokenLengthTests
{
    private readonly TokenFixture tokens = new();

    [Theory]
    [InlineData(SigningAlgorithm.Es256)]
    [InlineData(SigningAlgorithm.Rs256)]
    public void The_longest_roles_that_can_be_set_fit_beside_the_longest_names_and_address(string algorithm)
    {
        tokens.Current = new KeyRing(tokens.Create(SigningKeyState.Active, algorithm), []);
        var settings = new AccessTokenSettings
        {
            Issuer = "https://" + new string('i', (AccessTokenSettings.MaximumNames / 2) - 8),
            Audience = new string('a', AccessTokenSettings.MaximumNames / 2),
            IncludeEmail = true,
        };
        string[] roles = [.. Enumerable.Range(0, 59).Select(i => new string((char)('a' + (i % 26)), 64)), new string('z', 44)];
        Assert.Null(RoleNames.Fault(roles));
        var grant = tokens.Grant with
        {
            Roles = roles,
            Email = new string('字', EmailAddress.MaximumLength),
            Generation = long.MaxValue,
            Epoch = long.MaxValue,
            AuthenticationMethods = ["pwd", "otp", "hwk", "mfa", "user"],
        };

        var issued = new AccessTokenIssuer(settings, tokens, tokens.Random).Issue(grant, tokens.Now);

        Assert.Equal(AccessTokenFault.None, new AccessTokenValidator(settings, tokens).Validate(issued.Value, tokens.Now).Fault);
    }

    [Theory]
    [InlineData(SigningAlgorithm.Es256)]
    [InlineData(SigningAlgorithm.Rs256)]
    public void What_would_be_refused_for_its_length_is_never_signed(string algorithm)
    {
        tokens.Current = new KeyRing(tokens.Create(SigningKeyState.Active, algorithm), []);
        var (signed, refused) = (0, 0);
        for (var length = 4800; length < 5800; length++)
        {
            var grant = tokens.Grant with { Roles = [new string('r', length)] };
            try
            {
                Assert.Equal(AccessTokenFault.None, tokens.Validate(tokens.AccessTokenIssuer.Issue(grant, tokens.Now).Value));
                signed++;
            }
            catch (AccessTokenTooLongException exception)
            {
                Assert.Contains($"account {grant.Subject}", exception.Message, StringComparison.Ordinal);
                Assert.Contains("refuse more than 8,192", exception.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(signed > 100 && refused > 100, $"{signed} signed, {refused} refused");
    }
}
