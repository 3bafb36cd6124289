using System.Text;

using Tandem.AccessTokens;

namespace Tandem.Tests.AccessTokens;

/// <summary>Spelling: each token has one, and everything else is refused before a key is looked at.</summary>
public sealed class AccessTokenShapeTests
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private readonly TokenFixture tokens = new();

    public static TheoryData<string> Spellings =>
    [
        "", ".", "..", "...", "....", "a", "a.b", "a.b.c", "A.A.A", "AA.AA.", ".AA.AA", "AA..AA", "AAAA.AAAA.AAAA.AAAA", "e30.e30.e30",
        "Bearer x", "null", "\0", "\uFEFF", "\ud800", "é.é.é", "😀.😀.😀", new string('.', 8192), new string('A', 8192),
        """{"payload":"e30","protected":"e30","signature":"e30"}""",
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void What_is_not_a_token_is_malformed(string token) => Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(token));

    [Fact]
    public void Anything_added_to_a_good_token_spoils_it()
    {
        var good = Good();
        var parts = good.Split('.');
        foreach (var bad in new[]
        {
            good + ".", "." + good, good + ".AAAA", good + ".AAAA.AAAA", $"{good}=", good + "==", good + " ", " " + good, good + "\n", "\uFEFF" + good,
            good + "\0", good + "\u200B", good.Replace(".", "..", StringComparison.Ordinal), good.Replace('.', ','), $"\"{good}\"",
            $"{parts[0]}=.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}=.{parts[2]}", $"{parts[0]} .{parts[1]}.{parts[2]}",
            $"{parts[0]}.\t{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.{parts[2].Insert(40, "\r\n")}",
            $"{parts[0]}.{parts[1]}", $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}", $".{parts[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}", $"{parts[0]}%2E{parts[1]}%2E{parts[2]}",
        })
            Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(bad));
    }

    [Fact]
    public void Characters_of_the_other_base64_alphabet_are_refused()
    {
        foreach (var (url, standard) in new[] { ('-', '+'), ('_', '/') })
        {
            var token = Good();
            while (!token.Contains(url, StringComparison.Ordinal))
                token = Good();
            Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(token.Replace(url, standard)));
        }
    }

    [Fact]
    public void Stray_bits_in_the_last_character_of_any_part_are_refused()
    {
        // Payloads of three lengths, so that every remainder occurs; the signature always has four stray bits.
        for (var padding = 0; padding < 3; padding++)
        {
            var good = tokens.Sign(tokens.Header + new string(' ', padding), tokens.Payload + new string(' ', padding));
            Assert.Equal(AccessTokenFault.None, tokens.Validate(good));
            var parts = good.Split('.');
            for (var part = 0; part < 3; part++)
            {
                if (parts[part].Length % 4 == 0)
                    continue;
                var last = Digits.IndexOf(parts[part][^1], StringComparison.Ordinal);
                var changed = (string[])parts.Clone();
                changed[part] = parts[part][..^1] + Digits[last + 1];
                Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(string.Join('.', changed)));
                // A forger cannot sign the second spelling either.
                if (part < 2)
                    Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.SignParts(changed[0], changed[1])));
            }
        }
    }

    [Fact]
    public void A_part_that_no_bytes_can_make_is_refused()
    {
        var parts = Good().Split('.');
        var impossible = parts[1][..(parts[1].Length / 4 * 4)] + "A";
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.SignParts(parts[0], impossible)));
    }

    [Fact]
    public void A_token_may_have_8192_characters_and_not_one_more()
    {
        string Sized(int padding) => tokens.Sign(tokens.Header, tokens.Payload + new string(' ', padding));
        var padding = 0;
        while (Sized(padding).Length < 8192)
            padding += Math.Max(1, (8192 - Sized(padding).Length) * 3 / 4);
        Assert.Equal(8192, Sized(padding).Length);
        Assert.Equal(AccessTokenFault.None, tokens.Validate(Sized(padding)));
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(Sized(padding + 1)));
    }

    [Fact]
    public void A_megabyte_costs_nothing()
    {
        var huge = new string('A', 1 << 20) + "." + new string('B', 1 << 20) + "." + new string('C', 1 << 20);
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(huge));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _ = tokens.Validator.Validate(huge, tokens.Now);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
    }

    [Fact]
    public void Damage_of_any_kind_never_throws_and_never_passes()
    {
        var good = Good();
        var random = new Random(20);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = good.ToCharArray();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = random.Next(3) == 0 ? (char)random.Next(0x10000) : Digits[random.Next(64)];
            var text = new string(damaged);
            if (text != good)
                Assert.NotEqual(AccessTokenFault.None, tokens.Validate(text));
        }
    }

    [Fact]
    public void Every_changed_character_of_a_token_is_noticed()
    {
        var good = Good();
        for (var i = 0; i < good.Length; i++)
        {
            if (good[i] == '.')
                continue;
            var next = Digits[(Digits.IndexOf(good[i], StringComparison.Ordinal) + 16) % 64];
            Assert.NotEqual(AccessTokenFault.None, tokens.Validate(good[..i] + next + good[(i + 1)..]));
        }
    }

    [Fact]
    public void Signed_garbage_never_throws_and_never_passes()
    {
        var random = new Random(21);
        var (header, payload) = (Encoding.UTF8.GetBytes(tokens.Header), Encoding.UTF8.GetBytes(tokens.Payload));
        for (var i = 0; i < 3000; i++)
        {
            var garbage = (byte[])payload.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                garbage[random.Next(garbage.Length)] = (byte)random.Next(256);
            _ = tokens.Validate(tokens.Sign(header, garbage));
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            Assert.NotEqual(AccessTokenFault.None, tokens.Validate(tokens.Sign(header, noise)));
            Assert.NotEqual(AccessTokenFault.None, tokens.Validate(tokens.Sign(noise, payload)));
        }
    }

    private string Good() => tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now).Value;
}
