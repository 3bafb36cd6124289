using Tandem.Keys;

namespace Tandem.Storage.Tests.Conformance;

public abstract class KeyStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task The_installation_keeps_its_id()
    {
        var id = await Keys.InstallationIdAsync(Cancellation);
        await Host.RestartAsync(Cancellation);

        Assert.NotEqual(Guid.Empty, id);
        Assert.Equal(id, await Keys.InstallationIdAsync(Cancellation));
    }

    [Fact]
    public async Task Check_values_of_master_keys_read_back_and_the_first_one_stays()
    {
        Assert.Empty(await Keys.MasterKeyChecksAsync(Cancellation));
        await Keys.AddMasterKeyCheckAsync(uint.MaxValue, [1, 2], Cancellation);
        await Keys.AddMasterKeyCheckAsync(7, [3], Cancellation);
        await Keys.AddMasterKeyCheckAsync(7, [4], Cancellation);

        var checks = await Keys.MasterKeyChecksAsync(Cancellation);

        Assert.Equal(2, checks.Count);
        Assert.Equal([1, 2], checks[uint.MaxValue]);
        Assert.Equal([3], checks[7]);
    }

    [Fact]
    public async Task Signing_keys_read_back_oldest_first()
    {
        var second = Key("second", SigningKeyState.Announced) with { CreatedAt = Now.AddHours(1), ActivatedAt = null };
        var first = Key("first", SigningKeyState.Active);
        Assert.True(await AddAsync(second));
        Assert.True(await AddAsync(first));

        var keys = await Keys.ListSigningKeysAsync(Cancellation);

        Assert.Equivalent(new[] { first, second }, keys, strict: true);
        Assert.Equal(["first", "second"], keys.Select(key => key.Id));
    }

    [Fact]
    public async Task Of_16_starters_that_each_bring_an_active_key_one_succeeds_and_reports_it()
    {
        var added = Array.Empty<bool>();
        var events = await EventsOfAsync(async () => added = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => AddAsync(Key($"{i}", SigningKeyState.Active)), Cancellation))));

        Assert.Single(added, success => success);
        Assert.Equal([Report("key")], events);
        Assert.Single(await Keys.ListSigningKeysAsync(Cancellation));
    }

    private Task<bool> AddAsync(StoredSigningKey key) => Keys.TryAddSigningKeyAsync(key, Report("key"), Cancellation);

    private StoredSigningKey Key(string id, SigningKeyState state) =>
        new(id, "ES256", state, [1, 2, 3], [4, 5, 6], uint.MaxValue, Now, Now.AddMinutes(1));
}
