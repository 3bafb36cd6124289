using System.Diagnostics.CodeAnalysis;

using FsCheck.Fluent;

using Tandem.AccessTokens;
using Tandem.SigningKeys;
using Tandem.Tests.Refresh;

namespace Tandem.Tests.AccessTokens;

/// <summary>What a validator remembers of tokens it has verified, and what it never takes from there.</summary>
public sealed class VerifiedTokensTests
{
    private readonly TokenFixture tokens = new();
    private readonly VerifiedTokens verified = new(entries: 64, bytes: 64 * 1024);
    private readonly AccessTokenValidator validator;

    public VerifiedTokensTests() => validator = new AccessTokenValidator(tokens.Settings, tokens, verified);

    [Fact]
    public void A_token_that_is_presented_again_is_not_verified_again()
    {
        var token = Issue();
        Assert.Same(Accepted(token), Accepted(token));
        Assert.NotSame(Accepted(token), Accepted(Issue()));
    }

    [Fact]
    [Trait("requirement", "C6")]
    public void A_remembered_token_is_refused_outside_its_time()
    {
        var token = Issue();
        var claims = Accepted(token);
        Assert.Same(claims, validator.Validate(token, tokens.Now.AddSeconds(909.999)).Token);
        Assert.Equal(AccessTokenFault.Expired, validator.Validate(token, tokens.Now.AddSeconds(910)).Fault);
        Assert.Equal(AccessTokenFault.NotYetValid, validator.Validate(token, tokens.Now.AddSeconds(-10.001)).Fault);
        Assert.Same(claims, Accepted(token));
    }

    [Fact]
    [Trait("requirement", "C6")]
    public void A_remembered_token_is_refused_before_its_nbf()
    {
        var payload = tokens.Payload.Replace("\"gen\"", $"\"nbf\":{tokens.Now.ToUnixTimeSeconds() + 5},\"gen\"", StringComparison.Ordinal);
        var token = tokens.Sign(tokens.Header, payload);
        Assert.Same(Accepted(token), validator.Validate(token, tokens.Now.AddSeconds(-5)).Token);
        Assert.Equal(AccessTokenFault.NotYetValid, validator.Validate(token, tokens.Now.AddSeconds(-6)).Fault);
    }

    [Fact]
    [Trait("requirement", "C9")]
    public void A_remembered_token_is_refused_as_soon_as_its_key_is_withdrawn()
    {
        var token = Issue();
        var claims = Accepted(token);
        var before = tokens.Current;
        tokens.Current = new KeyRing(tokens.Create(SigningKeyState.Active), [tokens.Retired.Public]);
        Assert.Equal(AccessTokenFault.UnknownKey, validator.Validate(token, tokens.Now).Fault);
        tokens.Current = before;
        Assert.Same(claims, Accepted(token));
    }

    [Fact]
    [Trait("requirement", "C2")]
    public void A_remembered_token_is_refused_when_another_key_has_the_name_of_its_own()
    {
        var keys = new OneKey { Key = tokens.Current.Active.Public };
        var remote = new AccessTokenValidator(tokens.Settings, keys, verified);
        var token = Issue();
        Assert.True(remote.Validate(token, tokens.Now).IsValid);
        keys.Key = tokens.Retired.Public;
        Assert.Equal(AccessTokenFault.BadSignature, remote.Validate(token, tokens.Now).Fault);
    }

    [Fact]
    [Trait("requirement", "C4")]
    public void No_altered_token_is_taken_for_the_remembered_one()
    {
        var token = Issue();
        Accepted(token);
        var alterations =
            from at in Gen.Choose(0, token.Length - 1)
            from with in ArbMap.Default.GeneratorFor<char>()
            from altered in Gen.Elements(
                token[..at] + with + token[(at + 1)..], token[..at] + with + token[at..], token.Remove(at, 1), token[..at], token + with)
            where altered != token
            select altered;

        Properties.HoldsFor(Arb.From(alterations), 2_000, altered => Assert.False(validator.Validate(altered, tokens.Now).IsValid));
        Assert.Equal(1, verified.Count);
    }

    [Fact]
    [Trait("requirement", "C2")]
    public void Nothing_is_remembered_of_a_token_that_is_refused()
    {
        var other = tokens.Payload.Replace(TokenFixture.Issuer, "https://other.example.com", StringComparison.Ordinal);
        string[] refused =
        [
            "", "a.b.c", new string('A', 3000), Issue()[..^4] + "AAAA", tokens.Sign("""{"alg":"none","kid":"x"}""", tokens.Payload),
            tokens.Sign(tokens.Header, other), tokens.Sign(tokens.Header, "{}"), tokens.Sign(tokens.Header.Replace("at+jwt", "jwt", StringComparison.Ordinal), tokens.Payload),
            tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now.AddSeconds(-910)).Value,
            tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now.AddSeconds(11)).Value,
        ];
        foreach (var token in refused)
            Assert.False(validator.Validate(token, tokens.Now).IsValid);
        Assert.Equal((0, 0), (verified.Count, verified.Bytes));
    }

    [Fact]
    [Trait("requirement", "K3")]
    public void A_flood_of_good_tokens_takes_no_more_room_than_there_is_and_none_of_it_from_a_token_in_use()
    {
        var used = Issue();
        var claims = Accepted(used);
        for (var i = 0; i < 300; i++)
        {
            Accepted(Issue());
            Assert.Same(claims, Accepted(used));
            Assert.InRange(verified.Count, 1, 64);
        }
    }

    [Fact]
    [Trait("requirement", "K3")]
    public void Whatever_is_presented_in_whatever_order_the_bounds_hold()
    {
        var key = tokens.Current.Active.Public;
        var claims = Accepted(Issue());
        var presentations = Gen.Zip(Gen.Choose(0, 199), Gen.Choose(1, VerifiedTokens.LongestToken)).ListOf();
        Properties.HoldsFor(Arb.From(presentations), 300, sequence =>
        {
            var kept = new VerifiedTokens(entries: 40, bytes: 16 * 1024);
            foreach (var (name, length) in sequence)
            {
                var digest = new VerifiedTokens.Digest(name, 0, 0, 0);
                if (kept.Find(digest, length) is null)
                    kept.Add(digest, length, new VerifiedToken(key, claims, null));
                Assert.NotNull(kept.Find(digest, length));
                Assert.InRange(kept.Count, 1, 40);
                Assert.InRange(kept.Bytes, 1, 16 * 1024);
            }
        });
    }

    [Fact]
    public void A_very_long_token_is_verified_each_time()
    {
        var token = Issue(new string('r', 2000));
        Assert.NotSame(Accepted(token), Accepted(token));
        Assert.Equal(0, verified.Count);
    }

    [Fact]
    [Trait("requirement", "V32")]
    public void Whoever_reads_the_claims_cannot_change_them_for_the_next()
    {
        var token = Issue("user");
        var claims = Accepted(token);
        Assert.Throws<NotSupportedException>(() => ((IList<string>)claims.Roles)[0] = "admin");
        Assert.Throws<NotSupportedException>(() => ((IList<string>)claims.AuthenticationMethods)[0] = "otp");
        Assert.Equal(["user"], Accepted(token).Roles);
    }

    [Fact]
    [Trait("requirement", "V32")]
    public void Everybody_gets_their_own_claims_however_many_ask_at_once()
    {
        var sessions = Enumerable.Range(0, 200).Select(_ => tokens.Random.Identifier()).ToArray();
        var issued = Array.ConvertAll(
            sessions, session => tokens.AccessTokenIssuer.Issue(tokens.Grant with { SessionId = session }, tokens.Now).Value);
        Parallel.For(0, 4_000, i => Assert.Equal(sessions[i * 7 % 200], Accepted(issued[i * 7 % 200]).SessionId));
        Assert.InRange(verified.Count, 1, 64);
    }

    private string Issue(params string[] roles) =>
        tokens.AccessTokenIssuer.Issue(tokens.Grant with { Roles = roles }, tokens.Now).Value;

    private AccessToken Accepted(string token)
    {
        var validation = validator.Validate(token, tokens.Now);
        Assert.Equal(AccessTokenFault.None, validation.Fault);
        return validation.Token!;
    }

    private sealed class OneKey : IVerificationKeySource
    {
        public required VerificationKey Key { get; set; }

        public bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key)
        {
            key = Key;
            return true;
        }
    }
}
