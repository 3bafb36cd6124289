using System.Buffers.Text;

using Tandem.MasterKeys;
using Tandem.Refresh;

using static Tandem.Tests.Refresh.RefreshTokenFixture;

namespace Tandem.Tests.Refresh;

/// <summary>What is refused without looking at the database.</summary>
public sealed class RefreshTokenRefusalTests
{
    private static readonly string Text = Format.Encode(Token);
    private static readonly Guid Elsewhere = new("00000000-0000-0000-0000-000000000001");

    [Fact]
    public void Every_single_bit_is_covered()
    {
        var bytes = Base64Url.DecodeFromChars(Text);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var altered = bytes.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            var inKeyId = bit / 8 is >= 1 and <= 4;

            Assert.Equal(
                (bit, inKeyId ? RefreshTokenFault.Foreign : RefreshTokenFault.Invalid),
                (bit, Read(Base64Url.EncodeToString(altered))));
        }
    }

    [Fact]
    public void Every_other_character_at_every_place_is_refused()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var place = 0; place < Text.Length; place++)
        {
            foreach (var other in alphabet.Where(c => c != Text[place]))
                Assert.NotEqual(RefreshTokenFault.None, Read(Replaced(place, other)));
        }
    }

    [Fact]
    public void Every_other_length_is_refused()
    {
        for (var length = 0; length <= 2 * Text.Length; length++)
        {
            var fault = Read((Text + Text)[..length]);

            Assert.Equal((length, length == 116 ? RefreshTokenFault.None : RefreshTokenFault.Invalid), (length, fault));
        }
    }

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("====")]
    public void Padding_is_refused(string padding)
    {
        Assert.Equal(RefreshTokenFault.Invalid, Read(Text + padding));
        Assert.Equal(RefreshTokenFault.Invalid, Read(Text[..^padding.Length] + padding));
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('\t')]
    [InlineData('\r')]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('.')]
    [InlineData('%')]
    [InlineData('"')]
    [InlineData('\u00a0')]
    [InlineData('\uff21')]
    public void White_space_and_foreign_characters_are_refused_wherever_they_stand(char foreign)
    {
        Assert.Equal(RefreshTokenFault.Invalid, Read(Text + foreign));
        Assert.Equal(RefreshTokenFault.Invalid, Read(foreign + Text));
        Assert.Equal(RefreshTokenFault.Invalid, Read(Text.Insert(58, foreign.ToString())));
        for (var place = 0; place < Text.Length; place++)
            Assert.Equal(RefreshTokenFault.Invalid, Read(Replaced(place, foreign)));
    }

    [Fact]
    public void The_other_base64_alphabet_is_refused()
    {
        Assert.Contains('-', Text);
        Assert.Contains('_', Text);

        Assert.Equal(RefreshTokenFault.Invalid, Read(Text.Replace('-', '+')));
        Assert.Equal(RefreshTokenFault.Invalid, Read(Text.Replace('_', '/')));
    }

    [Fact]
    public void A_token_of_another_installation_with_the_same_master_key_is_foreign()
    {
        var elsewhere = For(Elsewhere, Master);

        Assert.Equal(RefreshTokenFault.Foreign, Read(elsewhere.Encode(Token)));
        Assert.Equal(RefreshTokenFault.Foreign, elsewhere.TryParse(Text, IssuedAt, out _));
    }

    // It names the master key alone, which both have.
    [Fact]
    public void A_token_of_another_installations_earlier_version_with_the_same_master_key_is_foreign() =>
        Assert.Equal(RefreshTokenFault.Foreign, Read(HandMadeRefreshToken.Tagged(Body(), MasterBytes, Elsewhere)));

    [Fact]
    public void A_token_of_a_master_key_that_the_installation_never_had_is_foreign() =>
        Assert.Equal(RefreshTokenFault.Foreign, Read(For(OtherMaster).Encode(Token)));

    [Fact]
    public void A_token_of_a_master_key_of_the_installation_that_is_not_loaded_is_not_judged()
    {
        var knowing = RefreshTokenFormat.With(new InstallationKeys(InstallationId, new MasterKeyRing(Master, [])) { Known = [Master.Id, OtherMaster.Id] });

        Assert.Equal(RefreshTokenFault.KeyNotLoaded, knowing.TryParse(For(OtherMaster).Encode(Token), IssuedAt, out _));
        Assert.Equal(RefreshTokenFault.KeyNotLoaded, knowing.TryParse(HandMadeRefreshToken.Tagged(Body(OtherMaster.Id), MasterBytes, InstallationId), IssuedAt, out _));
        Assert.Equal(RefreshTokenFault.Foreign, knowing.TryParse(For(Elsewhere, OtherMaster).Encode(Token), IssuedAt, out _));
    }

    [Fact]
    public void A_token_of_a_master_key_that_was_pruned_is_invalid()
    {
        var pruned = RefreshTokenFormat.With(new InstallationKeys(InstallationId, new MasterKeyRing(Master, [])) { Known = [Master.Id, OtherMaster.Id], Pruned = [OtherMaster.Id] });

        Assert.Equal(RefreshTokenFault.Invalid, pruned.TryParse(For(OtherMaster).Encode(Token), IssuedAt, out _));
        Assert.Equal(RefreshTokenFault.Invalid, pruned.TryParse(HandMadeRefreshToken.Tagged(Body(OtherMaster.Id), MasterBytes, InstallationId), IssuedAt, out _));
    }

    [Fact]
    public void A_token_that_names_another_loaded_key_than_its_own_is_invalid()
    {
        var body = Body(keyId: MasterKey.TokenId(OtherMaster.Id, InstallationId));

        Assert.Equal(
            RefreshTokenFault.Invalid,
            For(Master, OtherMaster).TryParse(HandMadeRefreshToken.Tagged(body, MasterBytes, InstallationId), IssuedAt, out _));
    }

    [Fact]
    public void An_old_master_key_is_still_read_and_new_tokens_use_the_current_one()
    {
        var rotated = For(OtherMaster, Master);

        Assert.Equal(RefreshTokenFault.None, rotated.TryParse(Text, IssuedAt, out var read));
        Assert.Equal(Master.Id, read?.KeyId);
        Assert.Equal(RefreshTokenFault.None, rotated.TryParse(rotated.Encode(read!), IssuedAt, out var renewed));
        Assert.Equal(OtherMaster.Id, renewed?.KeyId);
        Assert.Equal(RefreshTokenFault.Foreign, Read(rotated.Encode(read!)));
    }

    [Theory]
    [InlineData(-1_000, RefreshTokenFault.None)]
    [InlineData(-1, RefreshTokenFault.None)]
    [InlineData(0, RefreshTokenFault.Expired)]
    [InlineData(1_000, RefreshTokenFault.Expired)]
    internal void A_token_expires_at_the_second_it_names(long milliseconds, RefreshTokenFault fault)
    {
        Assert.Equal(fault, Format.TryParse(Text, ExpiresAt.AddMilliseconds(milliseconds), out var token));
        Assert.Equal(Token.SessionId, token?.SessionId);
    }

    [Fact]
    public void An_altered_token_is_invalid_rather_than_expired_and_tells_nothing()
    {
        Assert.Equal(RefreshTokenFault.Invalid, Format.TryParse(Replaced(60, Text[60] == 'A' ? 'B' : 'A'), ExpiresAt, out var token));
        Assert.Null(token);
    }

    [Theory]
    [InlineData(1, RefreshTokenFault.None)]
    [InlineData(long.MaxValue, RefreshTokenFault.None)]
    [InlineData(0, RefreshTokenFault.Invalid)]
    [InlineData(-1, RefreshTokenFault.Invalid)]
    [InlineData(long.MinValue, RefreshTokenFault.Invalid)]
    internal void A_generation_counts_from_one_even_under_a_genuine_tag(long generation, RefreshTokenFault fault) =>
        Assert.Equal(fault, Read(HandMadeRefreshToken.Tagged(Body(generation: generation), MasterBytes, InstallationId)));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void Another_version_is_invalid_even_under_a_genuine_tag(byte version)
    {
        var body = Body();
        body[0] = version;

        Assert.Equal(RefreshTokenFault.Invalid, Read(HandMadeRefreshToken.Tagged(body, MasterBytes, InstallationId)));
    }

    [Fact]
    public void A_time_beyond_the_calendar_reads_as_the_end_of_the_calendar()
    {
        var body = HandMadeRefreshToken.Body(Master.Id, Token.SessionId, 1, (1UL << 40) - 1, (1UL << 40) - 1, Token.Secret.Span);

        Assert.Equal(RefreshTokenFault.None, Format.TryParse(HandMadeRefreshToken.Tagged(body, MasterBytes, InstallationId), IssuedAt, out var token));
        Assert.Equal(9999, token?.ExpiresAt.Year);
    }

    private static byte[] Body(uint? keyId = null, long generation = 1) =>
        HandMadeRefreshToken.Body(keyId ?? Master.Id, Token.SessionId, generation, 1_936_000_000, 1_936_604_800, Token.Secret.Span);

    private static string Replaced(int place, char by) => string.Concat(Text.AsSpan(0, place), [by], Text.AsSpan(place + 1));
}
