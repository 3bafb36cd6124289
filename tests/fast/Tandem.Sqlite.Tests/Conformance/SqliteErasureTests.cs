using Tandem.SigningKeys;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.Conformance;

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
        Assert.True(Host.FilesHold(secret));

        await Keys.TryChangeSigningKeysAsync(
            new([new("key", SigningKeyState.Active, SigningKeyState.Destroyed, Now)], null, []), Cancellation);

        Assert.False(Host.FilesHold(secret));
    }
}
