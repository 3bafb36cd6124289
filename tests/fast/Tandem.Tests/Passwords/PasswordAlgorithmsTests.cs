using Tandem.Passwords;
using Tandem.Testing;

namespace Tandem.Tests.Passwords;

public sealed class PasswordAlgorithmsTests
{
    private static readonly SeededRandom Random = new(13);

    private static readonly IPasswordAlgorithm[] Registered = [new NamedAlgorithm("argon2id")];

    [Theory]
    [InlineData(null, "argon2id")]
    [InlineData("argon2id", "argon2id")]
    [InlineData("pbkdf2", "pbkdf2-sha512")]
    [InlineData("pbkdf2-sha512", "pbkdf2-sha512")]
    public void Both_are_verified_whichever_hashes(string? configured, string current)
    {
        var algorithms = PasswordAlgorithms.Choose(configured, Random, Registered);
        Assert.Equal(current, algorithms.Current.Id);
        Assert.Equal("argon2id", algorithms.For("$argon2id$x")?.Id);
        Assert.Equal("pbkdf2-sha512", algorithms.For(new Pbkdf2Algorithm(Random, 10).Hash("x"u8))?.Id);
        algorithms.EnsureCanVerify(["argon2id", "pbkdf2-sha512"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("argon2id")]
    public void Where_argon2id_is_not_registered_it_is_not_replaced_in_silence(string? configured)
    {
        var error = Assert.Throws<NotSupportedException>(() => PasswordAlgorithms.Choose(configured, Random, []));
        Assert.Contains("'argon2id'", error.Message, StringComparison.Ordinal);
        Assert.Contains("registered are pbkdf2-sha512", error.Message, StringComparison.Ordinal);
        Assert.Contains("Tandem:Passwords:Algorithm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pbkdf2_needs_no_other() =>
        Assert.Equal("pbkdf2-sha512", PasswordAlgorithms.Choose("pbkdf2", Random, []).Current.Id);

    [Theory]
    [InlineData("")]
    [InlineData("bcrypt")]
    [InlineData("Argon2id")]
    public void There_are_no_others(string configured) =>
        Assert.Throws<NotSupportedException>(() => PasswordAlgorithms.Choose(configured, Random, Registered));

    [Fact]
    public void A_node_that_cannot_verify_stored_hashes_refuses_to_start()
    {
        var algorithms = PasswordAlgorithms.Choose("pbkdf2", Random, []);
        algorithms.EnsureCanVerify([]);
        algorithms.EnsureCanVerify(["pbkdf2-sha512"]);
        var missing = Assert.Throws<NotSupportedException>(() => algorithms.EnsureCanVerify(["pbkdf2-sha512", "argon2id"]));
        Assert.Contains("'argon2id'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-sha512", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_of_another_algorithm_or_of_none_is_made_again()
    {
        var algorithms = PasswordAlgorithms.Choose(null, Random, Registered);
        Assert.True(algorithms.NeedsRehash(new Pbkdf2Algorithm(Random).Hash("x"u8)));
        Assert.True(algorithms.NeedsRehash("$2b$12$x"));
        Assert.False(algorithms.NeedsRehash(algorithms.Current.Hash("x"u8)));
    }

    private sealed class NamedAlgorithm(string id) : IPasswordAlgorithm
    {
        public string Id => id;

        public string Hash(ReadOnlySpan<byte> password) => $"${id}$x";

        public bool Verify(string hash, ReadOnlySpan<byte> password) => false;

        public bool NeedsRehash(string hash) => false;

        public bool CanRead(string hash) => hash.StartsWith($"${id}$", StringComparison.Ordinal);
    }
}
