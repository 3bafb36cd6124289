using Tandem.MasterKeys;
using Tandem.SigningKeys;

namespace Tandem.Storage.Testing;

public abstract class KeyStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task The_installation_keeps_its_id()
    {
        var id = await InstallationStore.InstallationIdAsync(Cancellation);
        await Host.RestartAsync(Cancellation);

        Assert.NotEqual(Guid.Empty, id);
        Assert.Equal(id, await InstallationStore.InstallationIdAsync(Cancellation));
    }

    [Fact]
    public async Task Check_values_of_master_keys_read_back_and_the_first_one_stays()
    {
        Assert.Empty(await InstallationStore.MasterKeyChecksAsync(Cancellation));
        await InstallationStore.AddMasterKeyCheckAsync(uint.MaxValue, [1, 2], Cancellation);
        await InstallationStore.AddMasterKeyCheckAsync(7, [3], Cancellation);
        await InstallationStore.AddMasterKeyCheckAsync(7, [4], Cancellation);

        var checks = await InstallationStore.MasterKeyChecksAsync(Cancellation);

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

    [Fact]
    public async Task A_change_moves_keys_dates_them_adds_one_and_reports_as_a_whole()
    {
        await AddAsync(Key("old", SigningKeyState.Active));
        await AddAsync(Key("next", SigningKeyState.Announced) with { ActivatedAt = null });
        Assert.True(await Keys.TryScheduleSigningKeyAsync("next", Now.AddHours(2), Cancellation));
        var at = Now.AddHours(3);
        var change = new SigningKeyChange(
            [new("old", SigningKeyState.Active, SigningKeyState.Verifying, at), new("next", SigningKeyState.Announced, SigningKeyState.Active, at)],
            Key("later", SigningKeyState.Announced) with { CreatedAt = at, ActivatedAt = null },
            [Report("retired"), Report("activated")]);

        var events = await EventsOfAsync(async () => Assert.True(await Keys.TryChangeSigningKeysAsync(change, Cancellation)));

        Assert.Equal([Report("retired"), Report("activated")], events);
        var keys = (await Keys.ListSigningKeysAsync(Cancellation)).ToDictionary(key => key.Id);
        Assert.Equal((SigningKeyState.Verifying, at), (keys["old"].State, keys["old"].RetiredAt));
        Assert.Equal((SigningKeyState.Active, at, Now.AddHours(2)), (keys["next"].State, keys["next"].ActivatedAt, keys["next"].ActivateAt));
        Assert.Equal(SigningKeyState.Announced, keys["later"].State);
        Assert.False(await Keys.TryScheduleSigningKeyAsync("next", at, Cancellation));
    }

    [Fact]
    public async Task A_change_of_keys_that_are_not_where_it_expects_them_changes_nothing()
    {
        await AddAsync(Key("old", SigningKeyState.Active));
        await AddAsync(Key("next", SigningKeyState.Announced));
        var before = await Keys.ListSigningKeysAsync(Cancellation);
        SigningKeyMove retire = new("old", SigningKeyState.Active, SigningKeyState.Verifying, Now);

        var events = await EventsOfAsync(async () =>
        {
            foreach (var change in (SigningKeyChange[])
            [
                new([retire, new("next", SigningKeyState.Verifying, SigningKeyState.Active, Now)], null, [Report()]),
                new([retire, new("nobody", SigningKeyState.Announced, SigningKeyState.Active, Now)], null, [Report()]),
                new([retire], Key("later", SigningKeyState.Announced), [Report()]),
            ])
                Assert.False(await Keys.TryChangeSigningKeysAsync(change, Cancellation));
        });

        Assert.Empty(events);
        Assert.Equivalent(before, await Keys.ListSigningKeysAsync(Cancellation), strict: true);
    }

    [Fact]
    public async Task Of_16_that_take_the_same_step_one_succeeds_and_one_key_signs()
    {
        await AddAsync(Key("old", SigningKeyState.Active));
        await AddAsync(Key("next", SigningKeyState.Announced));

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Keys.TryChangeSigningKeysAsync(
            new(
                [new("old", SigningKeyState.Active, SigningKeyState.Verifying, Now), new("next", SigningKeyState.Announced, SigningKeyState.Active, Now)],
                Key($"later {i}", SigningKeyState.Announced), []), Cancellation), Cancellation)));

        Assert.Single(taken, success => success);
        Assert.Equal(
            [SigningKeyState.Announced, SigningKeyState.Active, SigningKeyState.Verifying],
            (await Keys.ListSigningKeysAsync(Cancellation)).Select(key => key.State).Order());
    }

    [Fact]
    public async Task A_destroyed_key_keeps_its_public_part_and_no_private_one_and_is_not_wrapped_again()
    {
        await AddAsync(Key("old", SigningKeyState.Verifying));
        SigningKeyMove destroy = new("old", SigningKeyState.Verifying, SigningKeyState.Destroyed, Now.AddHours(1));
        Assert.True(await Keys.TryChangeSigningKeysAsync(new([destroy], null, []), Cancellation));
        await Keys.RewrapAsync([Key("old", SigningKeyState.Verifying)], 7, Now, Report(), Cancellation);

        var key = Assert.Single(await Keys.ListSigningKeysAsync(Cancellation));

        Assert.Equal((SigningKeyState.Destroyed, Now.AddHours(1)), (key.State, key.DestroyedAt));
        Assert.Empty(key.WrappedPrivateKey);
        Assert.Equal([1, 2, 3], key.PublicKey);
    }

    [Fact]
    public async Task Wrapping_anew_replaces_the_private_keys_and_dates_the_former_master_keys()
    {
        await AddAsync(Key("key", SigningKeyState.Active));
        await InstallationStore.AddMasterKeyCheckAsync(1, [1], Cancellation);
        await InstallationStore.AddMasterKeyCheckAsync(2, [2], Cancellation);
        await HaveSessionAsync(await HaveAccountAsync(), session => session with { IdleLifetime = TimeSpan.FromDays(9) });
        Assert.Empty(await InstallationStore.RetiredMasterKeysAsync(Cancellation));

        var events = await EventsOfAsync(() => Keys.RewrapAsync(
            [Key("key", SigningKeyState.Active) with { WrappedPrivateKey = [9], MasterKeyId = 2 }], 2, Now, Report(), Cancellation));

        Assert.Equal([Report()], events);
        var key = Assert.Single(await Keys.ListSigningKeysAsync(Cancellation));
        Assert.Equal(2u, key.MasterKeyId);
        Assert.Equal([9], key.WrappedPrivateKey);
        var former = Assert.Single(await InstallationStore.RetiredMasterKeysAsync(Cancellation));
        Assert.Equal((1u, new RetiredMasterKey(Now, Now.AddDays(9), IsPruned: false)), (former.Key, former.Value));

        await Keys.PruneMasterKeysAsync([1], Now.AddDays(10), [Report("pruned")], Cancellation);
        Assert.True((await InstallationStore.RetiredMasterKeysAsync(Cancellation))[1].IsPruned);
    }

    private Task<bool> AddAsync(StoredSigningKey key) => Keys.TryChangeSigningKeysAsync(new([], key, [Report("key")]), Cancellation);

    private StoredSigningKey Key(string id, SigningKeyState state) =>
        new(id, "ES256", state, [1, 2, 3], [4, 5, 6], uint.MaxValue, Now, Now.AddMinutes(1));
}
