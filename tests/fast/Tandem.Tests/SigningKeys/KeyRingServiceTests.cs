using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.SigningKeys;

public sealed class KeyRingServiceTests
{
    private static readonly ManualTimeProvider Time = new();
    private readonly SeededRandom random = new(11);
    private readonly MasterKeyRing masterKeys;
    private readonly Guid installationId;
    private readonly MemoryKeyStore store;

    public KeyRingServiceTests()
    {
        masterKeys = new MasterKeyRing(new MasterKey(random.Bytes(32)), []);
        installationId = random.Identifier();
        store = new MemoryKeyStore(installationId);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_makes_one_active_and_one_announced_key_and_reports_both()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var ring = service.Current;
        Assert.Equal(SigningKeyState.Active, ring.Active.State);
        Assert.Equal(SigningKeyState.Announced, ring.Announced!.State);
        Assert.NotEqual(ring.Active.KeyId, ring.Announced.KeyId);
        Assert.Equal([ring.Active.KeyId, ring.Announced.KeyId], ring.PublicKeys.Select(key => key.KeyId));
        Assert.Equal(
            [new SigningKeyCreated(ring.Active.KeyId, "ES256", "active") { At = Time.GetUtcNow(), Context = EventContext.Local },
             new SigningKeyCreated(ring.Announced.KeyId, "ES256", "announced") { At = Time.GetUtcNow(), Context = EventContext.Local }],
            store.Events);
    }

    [Fact]
    public async Task A_second_start_finds_the_same_keys_and_makes_none()
    {
        using var first = Node();
        await first.StartAsync(Cancellation);
        using var second = Node();
        await second.StartAsync(Cancellation);
        Assert.Equal(first.Current.PublicKeys.Select(key => key.KeyId), second.Current.PublicKeys.Select(key => key.KeyId));
        Assert.Equal(2, store.Events.Count);
    }

    [Fact]
    public async Task Two_nodes_that_start_together_end_with_the_same_keys()
    {
        using var slow = Node();
        using var fast = Node();
        store.BeforeChange = () => fast.StartAsync(Cancellation);
        await slow.StartAsync(Cancellation);
        Assert.Equal(fast.Current.PublicKeys.Select(key => key.KeyId), slow.Current.PublicKeys.Select(key => key.KeyId));
        Assert.Equal(2, store.Events.Count);

        var signature = new byte[64];
        slow.Current.Active.Sign("x"u8, signature);
        Assert.True(fast.Current.TryGetVerificationKey(slow.Current.Active.KeyId, out var key));
        Assert.True(key.Verify("x"u8, signature));
    }

    [Fact]
    public async Task A_retired_key_still_verifies_a_destroyed_one_does_not_and_the_order_is_active_announced_verifying()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var (old, next) = (service.Current.Active.KeyId, service.Current.Announced!.KeyId);
        store.Replace(key => key with { State = key.Id == old ? SigningKeyState.Verifying : SigningKeyState.Active });
        await Node().StartAsync(Cancellation);
        await service.FollowAsync(Cancellation);
        Assert.Equal(next, service.Current.Active.KeyId);
        Assert.Equal(
            [SigningKeyState.Active, SigningKeyState.Announced, SigningKeyState.Verifying], service.Current.PublicKeys.Select(key => key.State));
        Assert.True(service.Current.TryGetVerificationKey(old, out _));

        store.Replace(key => key.Id == old ? key with { State = SigningKeyState.Destroyed, WrappedPrivateKey = [] } : key);
        await service.FollowAsync(Cancellation);
        Assert.False(service.Current.TryGetVerificationKey(old, out _));
    }

    [Fact]
    public async Task Should_there_be_two_active_keys_every_node_takes_the_one_activated_last()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var newer = SigningKey.Create(
            SigningAlgorithm.Es256, SigningKeyState.Active, masterKeys, await store.InstallationIdAsync(Cancellation), random, Time.GetUtcNow().AddSeconds(1));
        store.Put(newer);
        await service.FollowAsync(Cancellation);
        Assert.Equal(newer.Id, service.Current.Active.KeyId);
        Assert.Equal(3, service.Current.PublicKeys.Count);
    }

    [Fact]
    public async Task A_snapshot_in_use_is_not_changed_by_reloading()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var before = service.Current;
        await service.FollowAsync(Cancellation);
        Assert.Same(before, service.Current);
        ActivateTheNext();
        await service.FollowAsync(Cancellation);
        Assert.NotSame(before, service.Current);
        var signature = new byte[64];
        before.Active.Sign("x"u8, signature);
        Assert.True(service.Current.TryGetVerificationKey(before.Active.KeyId, out var key));
        Assert.True(key.Verify("x"u8, signature));
    }

    [Fact]
    public async Task Who_is_late_to_follow_catches_up_and_reads_no_more_often_than_who_follows()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        ActivateTheNext();
        var next = (await store.ListSigningKeysAsync(Cancellation)).Single(key => key.State is SigningKeyState.Active).Id;

        Time.Advance(KeyRingService.Interval);
        await service.CatchUpAsync(Cancellation);
        Assert.NotEqual(next, service.Current.Active.KeyId);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await service.CatchUpAsync(Cancellation);
        Assert.Equal(next, service.Current.Active.KeyId);
    }

    [Fact]
    public async Task When_reloading_fails_the_previous_keys_stay()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var before = service.Current;
        store.Failure = new StorageUnavailableException("away");
        await Assert.ThrowsAsync<StorageUnavailableException>(() => service.FollowAsync(Cancellation));
        Assert.Same(before, service.Current);
        store.Failure = null;
        ActivateTheNext();
        await service.FollowAsync(Cancellation);
        Assert.NotSame(before, service.Current);
    }

    [Fact]
    public async Task A_node_with_another_master_key_does_not_start()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        using var stranger = Node(new MasterKeyRing(new MasterKey(random.Bytes(32)), []));
        await Assert.ThrowsAsync<SigningKeyUnusableException>(() => stranger.StartAsync(Cancellation));
        Assert.Throws<InvalidOperationException>(() => stranger.Current);
    }

    [Fact]
    public async Task An_announced_key_this_node_could_not_sign_with_is_verified_with_all_the_same()
    {
        var newer = new MasterKeyRing(new MasterKey(random.Bytes(32)), [masterKeys.Current]);
        var installation = await store.InstallationIdAsync(Cancellation);
        store.Put(SigningKey.Create(SigningAlgorithm.Es256, SigningKeyState.Active, masterKeys, installation, random, Time.GetUtcNow()));
        var announced = SigningKey.Create(SigningAlgorithm.Es256, SigningKeyState.Announced, newer, installation, random, Time.GetUtcNow());
        store.Put(announced);
        using var service = Node();
        await service.StartAsync(Cancellation);
        Assert.True(service.Current.TryGetVerificationKey(announced.Id, out _));
    }

    [Fact]
    public async Task A_key_that_is_only_verified_with_must_be_the_one_its_row_names()
    {
        using var service = Node();
        await service.StartAsync(Cancellation);
        var before = service.Current;
        var installation = await store.InstallationIdAsync(Cancellation);
        var retired = SigningKey.Create(SigningAlgorithm.Es256, SigningKeyState.Verifying, masterKeys, installation, random, Time.GetUtcNow());
        var foreign = SigningKey.Create(SigningAlgorithm.Es256, SigningKeyState.Verifying, masterKeys, installation, random, Time.GetUtcNow());
        store.Put(retired with { PublicKey = foreign.PublicKey });
        var error = await Assert.ThrowsAsync<SigningKeyUnusableException>(() => service.FollowAsync(Cancellation));
        Assert.Equal(retired.Id, error.KeyId);
        Assert.Same(before, service.Current);
    }

    private KeyRingService Node(MasterKeyRing? keys = null)
    {
        var clock = new InstallationClock(Time);
        var installation = new Installation();
        installation.Open(installationId, keys ?? masterKeys);
        return new(store, new SigningKeyRotator(store, installation, new SigningPolicy(), clock, random), installation, clock);
    }

    private void ActivateTheNext() =>
        store.Replace(key => key with { State = key.State is SigningKeyState.Active ? SigningKeyState.Verifying : SigningKeyState.Active });
}
