using Tandem.SigningKeys;
using Tandem.Storage.Tests.Conformance;

namespace Tandem.Storage.Tests.Sqlite;

public sealed class SqliteKeyStoreTests : KeyStoreConformance<SqliteHost>
{
    [Fact]
    [Trait("requirement", "V34")]
    public async Task The_private_part_of_a_destroyed_key_is_not_left_behind_in_the_file()
    {
        var secret = Host.Random.Bytes(150);
        var key = new StoredSigningKey("key", "ES256", SigningKeyState.Active, [1, 2, 3], secret, 1, Now, Now);
        await Keys.TryChangeSigningKeysAsync(new([], key, []), Cancellation);
        await Host.RestartAsync(Cancellation);
        Assert.True(FileHolds(secret));

        await Keys.TryChangeSigningKeysAsync(
            new([new("key", SigningKeyState.Active, SigningKeyState.Destroyed, Now)], null, []), Cancellation);
        await Host.RestartAsync(Cancellation);

        Assert.False(FileHolds(secret));
    }

    private bool FileHolds(byte[] bytes)
    {
        using var file = new FileStream(Host.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content.AsSpan().IndexOf(bytes) >= 0;
    }
}
