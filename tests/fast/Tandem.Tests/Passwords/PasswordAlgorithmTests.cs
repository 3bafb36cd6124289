using System.Text;

using Tandem.Passwords;

namespace Tandem.Tests.Passwords;

/// <summary>What every algorithm owes; each inherits it.</summary>
public abstract class PasswordAlgorithmTests
{
    /// <summary>Cheap parameters.</summary>
    public abstract IPasswordAlgorithm Algorithm { get; }

    /// <summary>Each parameter a little higher than <see cref="Algorithm"/>'s.</summary>
    public abstract IEnumerable<IPasswordAlgorithm> Stronger { get; }

    [Fact]
    public void A_hash_is_of_its_password_only()
    {
        var hash = Algorithm.Hash("correct horse"u8);
        Assert.StartsWith($"${Algorithm.Id}$", hash, StringComparison.Ordinal);
        Assert.True(Algorithm.CanRead(hash));
        Assert.True(Algorithm.Verify(hash, "correct horse"u8));
        Assert.False(Algorithm.Verify(hash, "correct horsf"u8));
        Assert.False(Algorithm.Verify(hash, "Correct horse"u8));
        Assert.False(Algorithm.Verify(hash, "correct horse "u8));
        Assert.False(Algorithm.Verify(hash, ""u8));
    }

    [Fact]
    public void The_same_password_never_has_the_same_hash() =>
        Assert.NotEqual(Algorithm.Hash("correct horse"u8), Algorithm.Hash("correct horse"u8));

    [Fact]
    public void The_empty_password_is_a_password()
    {
        var hash = Algorithm.Hash(""u8);
        Assert.True(Algorithm.Verify(hash, ""u8));
        Assert.False(Algorithm.Verify(hash, "\0"u8));
        Assert.False(Algorithm.Verify(hash, "x"u8));
    }

    [Theory]
    [InlineData(73)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(200)]
    [InlineData(Password.MaximumLength)]
    public void Every_byte_of_a_long_password_counts(int length)
    {
        var password = Encoding.ASCII.GetBytes(new string('a', length));
        var hash = Algorithm.Hash(password);
        Assert.True(Algorithm.Verify(hash, password));
        Assert.False(Algorithm.Verify(hash, password.AsSpan(0, length - 1)));
        foreach (var at in new[] { length - 1, 72, length / 2 })
        {
            password[at] = (byte)'b';
            Assert.False(Algorithm.Verify(hash, password));
            password[at] = (byte)'a';
        }
    }

    [Theory]
    [InlineData("pass\0word", "pass")]
    [InlineData("pass\0word", "pass\0Word")]
    [InlineData("pass\0word", "password")]
    [InlineData("password\0", "password")]
    [InlineData("password", "password\0")]
    [InlineData("password\0", "password\0\0")]
    [InlineData("\0", "")]
    [InlineData("\0", "\0\0")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("\u212Belvin", "\u00C5elvin")]
    public void What_differs_in_one_byte_is_another_password_NUL_included(string password, string other)
    {
        var hash = Algorithm.Hash(Encoding.UTF8.GetBytes(password));
        Assert.True(Algorithm.Verify(hash, Encoding.UTF8.GetBytes(password)));
        Assert.False(Algorithm.Verify(hash, Encoding.UTF8.GetBytes(other)));
    }

    [Fact]
    public void A_hash_needs_to_be_made_again_when_a_parameter_rises_and_not_when_it_falls()
    {
        var hash = Algorithm.Hash("x"u8);
        Assert.False(Algorithm.NeedsRehash(hash));
        foreach (var stronger in Stronger)
        {
            Assert.True(stronger.NeedsRehash(hash));
            Assert.True(stronger.Verify(hash, "x"u8));
            var better = stronger.Hash("x"u8);
            Assert.False(stronger.NeedsRehash(better));
            Assert.False(Algorithm.NeedsRehash(better));
            Assert.True(Algorithm.Verify(better, "x"u8));
        }
    }

    [Fact]
    public void A_hash_with_any_changed_or_missing_character_matches_nothing_and_throws_nothing()
    {
        var hash = Algorithm.Hash("x"u8);
        for (var i = 0; i < hash.Length; i++)
        {
            foreach (var c in new[] { (char)(hash[i] ^ 1), '$', '=', ' ', '\0', 'é' })
            {
                if (c != hash[i] && !IsCostlier(hash, i, c))
                    Assert.False(Algorithm.Verify(hash[..i] + c + hash[(i + 1)..], "x"u8));
            }

            Assert.False(Algorithm.Verify(hash[..i], "x"u8));
        }

        foreach (var text in new[] { hash + "A", hash + "=", hash + "\n", " " + hash, hash + "$", hash + "\0", hash + hash })
            Assert.False(Algorithm.Verify(text, "x"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData("$$$$$")]
    [InlineData("x")]
    [InlineData("$2b$12$LJ3m4ys3Lk0TSwHvGx8ZYOJlE1lzQ7e6BzqfVEgSU1k6Cc6vQ7n2a")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=19456,t=9999,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$argon2id$v=19$m=١٩,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=0$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=99999999$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=4294967296$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=1000$c29tZXNhbHRzb21lc2FsdB$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=1000$$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    [InlineData("$pbkdf2-sha512$i=1000$c29tZXNhbHRzb21lc2FsdA$")]
    [InlineData("$pbkdf2-sha512$i=1000$c29tZXNhbHRzb21lc2FsdA$MTIz")]
    [InlineData("$pbkdf2-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI")]
    public void Hashes_of_other_kinds_or_beyond_all_bounds_are_refused_before_any_work(string hash)
    {
        Assert.False(Algorithm.CanRead(hash));
        Assert.False(Algorithm.Verify(hash, "x"u8));
        Assert.True(Algorithm.NeedsRehash(hash));
    }

    // A digit of a cost raised tenfold is a good hash that only takes too long for a test.
    private static bool IsCostlier(string hash, int at, char c) => char.IsAsciiDigit(hash[at]) && char.IsAsciiDigit(c) && at < 40;
}
