using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Testing;

namespace Tandem.Tests.Passwords;

public sealed class PasswordAlgorithmsTests
{
    private static readonly SeededRandom Random = new(13);

    private static SodiumLibrary Sodium
    {
        get
        {
            Assert.SkipWhen(SodiumLibrary.Installed.Value is null, "libsodium is not installed");
            return SodiumLibrary.Installed.Value!;
        }
    }

    [Theory]
    [InlineData(null, "argon2id")]
    [InlineData("argon2id", "argon2id")]
    [InlineData("pbkdf2", "pbkdf2-sha512")]
    [InlineData("pbkdf2-sha512", "pbkdf2-sha512")]
    public void With_the_library_both_are_loaded_whichever_hashes(string? configured, string current)
    {
        var algorithms = PasswordAlgorithms.Choose(configured, Sodium, Random);
        Assert.Equal(current, algorithms.Current.Id);
        Assert.Null(algorithms.Notice);
        Assert.Equal("argon2id", algorithms.For(new Argon2idAlgorithm(Sodium, 64, 1).Hash("x"u8))?.Id);
        Assert.Equal("pbkdf2-sha512", algorithms.For(new Pbkdf2Algorithm(Random, 10).Hash("x"u8))?.Id);
        algorithms.EnsureCanVerify(["argon2id", "pbkdf2-sha512"]);
    }

    [Fact]
    public void Without_it_the_default_falls_back_and_says_so()
    {
        var algorithms = PasswordAlgorithms.Choose(null, null, Random);
        Assert.Equal("pbkdf2-sha512", algorithms.Current.Id);
        Assert.Contains("220000", algorithms.Notice, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsodium23", algorithms.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_an_explicit_argon2id_refuses_to_start()
    {
        var error = Assert.Throws<NativeLibraryMissingException>(() => PasswordAlgorithms.Choose("argon2id", null, Random));
        Assert.Contains("as configured", error.Message, StringComparison.Ordinal);
        Assert.Contains("apk add libsodium", error.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_an_explicit_pbkdf2_is_what_was_asked_for()
    {
        var algorithms = PasswordAlgorithms.Choose("pbkdf2", null, Random);
        Assert.Equal("pbkdf2-sha512", algorithms.Current.Id);
        Assert.Null(algorithms.Notice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bcrypt")]
    [InlineData("Argon2id")]
    public void There_are_no_others(string configured) =>
        Assert.Throws<ArgumentException>(() => PasswordAlgorithms.Choose(configured, null, Random));

    [Fact]
    public void A_node_that_cannot_verify_stored_hashes_refuses_to_start()
    {
        var algorithms = PasswordAlgorithms.Choose(null, null, Random);
        algorithms.EnsureCanVerify([]);
        algorithms.EnsureCanVerify(["pbkdf2-sha512"]);
        var missing = Assert.Throws<NativeLibraryMissingException>(() => algorithms.EnsureCanVerify(["pbkdf2-sha512", "argon2id"]));
        Assert.Contains("argon2id password hashes in the database", missing.NeededFor, StringComparison.Ordinal);
        Assert.Contains("libsodium", missing.Library, StringComparison.Ordinal);
        var unknown = Assert.Throws<NotSupportedException>(() => algorithms.EnsureCanVerify(["bcrypt"]));
        Assert.Contains("'bcrypt'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("pbkdf2-sha512", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_of_another_algorithm_or_of_none_is_made_again()
    {
        var algorithms = PasswordAlgorithms.Choose(null, Sodium, Random);
        Assert.True(algorithms.NeedsRehash(new Pbkdf2Algorithm(Random).Hash("x"u8)));
        Assert.True(algorithms.NeedsRehash("$2b$12$x"));
        Assert.False(algorithms.NeedsRehash(algorithms.Current.Hash("x"u8)));
    }

    [Fact]
    public void The_machines_own_library_is_used() =>
        Assert.Equal(SodiumLibrary.Installed.Value is null ? "pbkdf2-sha512" : "argon2id", PasswordAlgorithms.Load(null, Random).Current.Id);
}
