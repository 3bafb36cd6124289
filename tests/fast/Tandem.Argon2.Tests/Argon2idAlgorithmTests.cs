using Tandem.Passwords;
using Tandem.Tests.Passwords;

namespace Tandem.Argon2.Tests;

public sealed class Argon2idAlgorithmTests : PasswordAlgorithmTests
{
    public override IPasswordAlgorithm Algorithm => new Argon2idAlgorithm(memoryKibibytes: 64, passes: 1);

    public override IEnumerable<IPasswordAlgorithm> Stronger =>
        [new Argon2idAlgorithm(memoryKibibytes: 65, passes: 1), new Argon2idAlgorithm(memoryKibibytes: 64, passes: 2)];

    [Fact]
    public void By_default_it_takes_19_MiB_two_passes_and_one_lane() => Assert.Matches(
        @"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", new Argon2idAlgorithm().Hash("x"u8));

    /// <summary>Hashes of "password" from the tests of the reference implementation, phc-winner-argon2 src/test.c.</summary>
    [Theory]
    [InlineData("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")]
    public void Hashes_that_another_implementation_made_are_verified(string hash)
    {
        Assert.True(Algorithm.Verify(hash, "password"u8));
        Assert.False(Algorithm.Verify(hash, "Password"u8));
    }

    [Fact]
    public void Lack_of_memory_is_not_a_wrong_password()
    {
        Assert.SkipUnless(Environment.Is64BitProcess, "needs an address space to exhaust");
        var greedy = new Argon2idAlgorithm(memoryKibibytes: int.MaxValue);
        Assert.Throws<HashingBusyException>(() => greedy.Hash("x"u8));
    }
}
