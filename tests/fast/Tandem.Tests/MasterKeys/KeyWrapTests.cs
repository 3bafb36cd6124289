using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.MasterKeys;

public sealed class KeyWrapTests
{
    private static readonly SeededRandom Random = new(7);
    private static readonly Guid Installation = Random.Identifier();
    private static readonly MasterKey Master = new(Random.Bytes(32));
    private static readonly byte[] Secret = Random.Bytes(138);

    [Fact]
    public void What_is_wrapped_unwraps_with_the_same_names()
    {
        var wrapped = KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random);
        Assert.Equal(Secret, SigningKey.Unwrap(wrapped, "kid-1", Master, Installation));
        Assert.Equal(1 + 12 + Secret.Length + 16, wrapped.Length);
        Assert.Equal(-1, wrapped.AsSpan().IndexOf(Secret.AsSpan(0, 8)));
    }

    [Fact]
    public void No_two_wrappings_are_alike() =>
        Assert.NotEqual(
            KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random), KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random));

    [Fact]
    public void Every_single_altered_byte_is_noticed()
    {
        var wrapped = KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random);
        for (var i = 0; i < wrapped.Length; i++)
        {
            var altered = (byte[])wrapped.Clone();
            altered[i] ^= 1;
            Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Unwrap(altered, "kid-1", Master, Installation));
        }
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        var wrapped = KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random);
        for (var length = 0; length < wrapped.Length; length++)
            Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Unwrap(wrapped.AsSpan(0, length), "kid-1", Master, Installation));
    }

    [Fact]
    public void Another_kid_master_key_or_installation_does_not_unwrap_it_and_the_error_names_the_key_id_only()
    {
        var wrapped = KeyWrap.Wrap(Secret, "kid-1", Master, Installation, Random);
        var other = new MasterKey(Random.Bytes(32));
        Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Unwrap(wrapped, "kid-2", Master, Installation));
        Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Unwrap(wrapped, "kid-1", Master, Random.Identifier()));
        var error = Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Unwrap(wrapped, "kid-1", other, Installation));
        Assert.Equal("kid-1", error.KeyId);
        Assert.Contains($"{other.Id:x8}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Restore", error.Message, StringComparison.Ordinal);
    }
}
