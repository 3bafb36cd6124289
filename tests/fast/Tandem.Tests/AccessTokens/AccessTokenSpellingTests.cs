using System.Buffers;
using System.Buffers.Text;
using System.Text;

using Tandem.AccessTokens;

namespace Tandem.Tests.AccessTokens;

/// <summary>What the parts of a token may end with, and what is left of a token in memory. C4, J3.</summary>
public sealed class AccessTokenSpellingTests
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Each_last_character_is_accepted_exactly_when_an_encoder_writes_it()
    {
        var bytes = Enumerable.Range(0, 256).Select(value => (byte)value).ToList();
        var written = bytes.SelectMany(last => new[] { Base64Url.EncodeToString([last]), Base64Url.EncodeToString([0, last]), Base64Url.EncodeToString([0, 0, last]) })
            .ToHashSet();
        foreach (var part in Digits.SelectMany(digit => Digits.SelectMany(before => new[] { $"{before}{digit}", $"A{before}{digit}", $"AA{before}{digit}" })))
        {
            // Only the first bytes of the longer ones are those that were written above.
            if (part.Length > 2 && !written.Any(known => known.Length == part.Length && known[^2] == part[^2]))
                continue;
            Assert.Equal(written.Contains(part), CompactJws.TryParse($"AA.{part}.AA", out var jws));
            jws?.Dispose();
        }
    }

    [Fact]
    public void A_part_with_one_character_too_many_is_refused_whatever_that_is() =>
        Assert.All(Digits, digit => Assert.False(CompactJws.TryParse($"AA.AAAA{digit}.AA", out _)));

    [Fact]
    public void A_buffer_grows_to_what_is_written_and_keeps_it()
    {
        var expected = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(n => (char)('a' + (n % 26)))));
        foreach (var step in new[] { 1, 7, 16, 250, 3000 })
        {
            using var buffer = new PooledBuffer(16);
            for (var at = 0; at < expected.Length; at += step)
            {
                var part = expected.AsSpan(at, Math.Min(step, expected.Length - at));
                part.CopyTo(buffer.GetSpan(part.Length));
                buffer.Advance(part.Length);
            }

            Assert.True(buffer.Written.SequenceEqual(expected));
        }
    }

    [Fact]
    public void A_buffer_always_has_room_for_more_when_nobody_says_how_much()
    {
        using var buffer = new PooledBuffer(16);
        for (var written = 0; written < 100; written++)
        {
            Assert.NotEqual(0, buffer.GetSpan().Length);
            buffer.GetSpan()[0] = 1;
            buffer.Advance(1);
        }
    }

    // The pool hands the array that came back last to the same thread first.
    [Fact]
    public void Nothing_of_a_token_stays_behind_in_the_pool()
    {
        var secret = "somebody's claims"u8.ToArray();
        var buffer = new PooledBuffer(64);
        secret.CopyTo(buffer.GetSpan(secret.Length));
        buffer.Advance(secret.Length);
        secret.CopyTo(buffer.GetSpan(5000));
        buffer.Dispose();

        Assert.True(CompactJws.TryParse("c29tZWJvZHkncyBjbGFpbXM.c29tZWJvZHkncyBjbGFpbXM.c29tZWJvZHkncyBjbGFpbXM", out var jws));
        jws.Dispose();

        foreach (var size in new[] { 64, 128, 256, 8192 })
        {
            var returned = ArrayPool<byte>.Shared.Rent(size);
            Assert.Equal(-1, returned.AsSpan().IndexOf(secret.AsSpan(0, 8)));
            ArrayPool<byte>.Shared.Return(returned);
        }
    }

    [Fact]
    public void The_text_of_a_token_in_a_log_says_until_when_and_nothing_else()
    {
        var tokens = new TokenFixture();
        var issued = tokens.AccessTokenIssuer.Issue(tokens.Grant, tokens.Now);

        Assert.Equal($"access token until {issued.ExpiresAt:O}", issued.ToString());
    }
}
