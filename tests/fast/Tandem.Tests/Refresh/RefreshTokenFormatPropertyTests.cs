using FsCheck.Fluent;

using Tandem.Refresh;

using static Tandem.Tests.Refresh.RefreshTokenFixture;

namespace Tandem.Tests.Refresh;

public sealed class RefreshTokenFormatPropertyTests
{
    [Fact]
    public void Any_token_reads_back_as_it_was_made()
    {
        var times = ArbMap.Default.GeneratorFor<long>()
            .Select(n => DateTimeOffset.FromUnixTimeSeconds((n & long.MaxValue) % 253_402_300_800));
        var tokens =
            from session in ArbMap.Default.GeneratorFor<Guid>()
            from generation in ArbMap.Default.GeneratorFor<long>()
            from issuedAt in times
            from expiresAt in times
            from secret in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(RefreshToken.SecretLength)
            select new RefreshToken(Master.Id, session, Math.Max(1, generation & long.MaxValue), issuedAt, expiresAt, secret);

        Properties.HoldsFor(Arb.From(tokens), 2_000, token =>
        {
            var text = Format.Encode(token);

            Assert.Equal(RefreshTokenFormat.EncodedLength, text.Length);
            Assert.All(text, c => Assert.True(char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
            var fault = Format.TryParse(text, DateTimeOffset.UnixEpoch.AddSeconds(-1), out var read);
            Assert.Equal(RefreshTokenFault.None, fault);
            Assert.Equal(token.Secret.ToArray(), read!.Secret.ToArray());
            Assert.Equal(token with { Secret = read.Secret }, read);
        });
    }

    [Fact]
    public void Any_other_text_is_refused() => Properties.HoldsFor(ArbMap.Default.ArbFor<string>(), 2_000, text =>
    {
        Assert.Equal(RefreshTokenFault.Invalid, Read(text ?? ""));
        Assert.NotEqual(RefreshTokenFault.None, Read((text + new string('A', 116))[..116]));
    });
}
