using System.Security.Cryptography;
using System.Text;

using Tandem.Passwords;
using Tandem.Testing;

namespace Tandem.Tests.Passwords;

public sealed class Pbkdf2AlgorithmTests : PasswordAlgorithmTests
{
    private static readonly SeededRandom Random = new(9);

    public override IPasswordAlgorithm Algorithm { get; } = new Pbkdf2Algorithm(Random, iterations: 10);

    public override IEnumerable<IPasswordAlgorithm> Stronger => [new Pbkdf2Algorithm(Random, iterations: 11)];

    [Fact]
    public void By_default_it_takes_220000_rounds_a_salt_of_16_and_a_hash_of_32_bytes() => Assert.Matches(
        @"^\$pbkdf2-sha512\$i=220000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", new Pbkdf2Algorithm(Random).Hash("x"u8));

    [Theory]
    [InlineData("password")]
    [InlineData("pass\0word")]
    [InlineData("a password that is rather longer than the block of the hash: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789")]
    public void It_is_plain_PBKDF2_so_that_hashes_made_elsewhere_are_verified(string password)
    {
        var (bytes, salt) = (Encoding.UTF8.GetBytes(password), "somesaltsomesalt"u8.ToArray());
        var hash = Rfc2898DeriveBytes.Pbkdf2(bytes, salt, 1000, HashAlgorithmName.SHA512, 64);
        var text = $"$pbkdf2-sha512$i=1000${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(hash).TrimEnd('=')}";
        Assert.True(Algorithm.Verify(text, bytes));
        Assert.False(Algorithm.NeedsRehash(text));
    }

    [Fact]
    public void A_short_salt_is_read_and_made_again()
    {
        var hash = Rfc2898DeriveBytes.Pbkdf2("x"u8, "saltsalt"u8, 10, HashAlgorithmName.SHA512, 32);
        var text = $"$pbkdf2-sha512$i=10${Convert.ToBase64String("saltsalt"u8).TrimEnd('=')}${Convert.ToBase64String(hash).TrimEnd('=')}";
        Assert.True(Algorithm.Verify(text, "x"u8));
        Assert.True(Algorithm.NeedsRehash(text));
    }
}
