using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.SigningKeys;

/// <summary>Steps of signing keys, carried out on a store that several nodes share. K4.</summary>
[Trait("requirement", "K4")]
public sealed class SigningKeyRotatorTests
{
    private static readonly SigningPolicy Policy = new();

    private readonly ManualTimeProvider time = new();
    private readonly SeededRandom random = new(5);
    private readonly Installation installation = new();
    private readonly MemoryKeyStore store;

    public SigningKeyRotatorTests()
    {
        var id = random.Identifier();
        installation.Open(id, new MasterKeyRing(new MasterKey(random.Bytes(32)), []));
        store = new MemoryKeyStore(id);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_lives_from_its_announcement_to_its_destruction_and_each_step_is_reported()
    {
        var life = await StartedAsync();
        var first = await IdAsync(SigningKeyState.Active);
        var second = await IdAsync(SigningKeyState.Announced);
        store.Events.Clear();

        Assert.False(await life.AdvanceAsync(Cancellation));
        time.Advance(Policy.RotationInterval);
        Assert.True(await life.AdvanceAsync(Cancellation));
        Assert.Equal(second, await IdAsync(SigningKeyState.Active));
        Assert.Equal(first, await IdAsync(SigningKeyState.Verifying));
        var third = await IdAsync(SigningKeyState.Announced);

        Assert.False(await life.AdvanceAsync(Cancellation));
        time.Advance(Policy.Retain);
        Assert.True(await life.AdvanceAsync(Cancellation));
        Assert.Equal(first, await IdAsync(SigningKeyState.Destroyed));
        Assert.Empty((await store.ListSigningKeysAsync(Cancellation)).Single(key => key.Id == first).WrappedPrivateKey);
        Assert.Equal(
            [
                new SigningKeyRetired(first, "ES256") { At = time.GetUtcNow() - Policy.Retain, Context = EventContext.Local },
                new SigningKeyActivated(second, "ES256") { At = time.GetUtcNow() - Policy.Retain, Context = EventContext.Local },
                new SigningKeyCreated(third, "ES256", "announced") { At = time.GetUtcNow() - Policy.Retain, Context = EventContext.Local },
                new SigningKeyDestroyed(first, "ES256", "expired") { At = time.GetUtcNow(), Context = EventContext.Local },
            ],
            store.Events);
    }

    [Fact]
    public async Task Of_two_nodes_that_take_a_step_at_the_same_moment_one_does()
    {
        var life = await StartedAsync();
        time.Advance(Policy.RotationInterval);
        store.BeforeChange = async () => Assert.True(await Node().AdvanceAsync(Cancellation));

        Assert.False(await life.AdvanceAsync(Cancellation));

        Assert.Equal(3, (await store.ListSigningKeysAsync(Cancellation)).Count);
        await IdAsync(SigningKeyState.Active);
    }

    [Fact]
    public async Task Rotating_waits_until_the_key_was_announced_for_long_enough_and_the_schedule_then_takes_the_step()
    {
        var life = await StartedAsync();
        var next = await IdAsync(SigningKeyState.Announced);

        Assert.Equal(new KeyStep(KeyAction.Activate, next, time.GetUtcNow() + Policy.Announce), await life.RotateAsync(false, Cancellation));
        Assert.Equal(next, await IdAsync(SigningKeyState.Announced));
        time.Advance(Policy.Announce - TimeSpan.FromMilliseconds(1));
        Assert.False(await life.AdvanceAsync(Cancellation));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await life.AdvanceAsync(Cancellation));
        Assert.Equal(next, await IdAsync(SigningKeyState.Active));
    }

    [Fact]
    public async Task Rotating_at_once_does_not_wait_and_another_key_is_announced()
    {
        var life = await StartedAsync();
        var next = await IdAsync(SigningKeyState.Announced);

        Assert.Equal(next, (await life.RotateAsync(true, Cancellation)).KeyId);

        Assert.Equal(next, await IdAsync(SigningKeyState.Active));
        Assert.NotEqual(next, await IdAsync(SigningKeyState.Announced));
    }

    [Fact]
    public async Task Another_algorithm_replaces_the_announced_key_which_never_signed()
    {
        await StartedAsync();
        var announced = await IdAsync(SigningKeyState.Announced);
        var life = Node(Policy with { Algorithm = SigningAlgorithm.Rs256 });
        await life.AdoptAlgorithmAsync(Cancellation);
        await life.AdoptAlgorithmAsync(Cancellation);

        Assert.Equal(announced, await IdAsync(SigningKeyState.Destroyed));
        Assert.Contains(store.Events, reported => reported is SigningKeyDestroyed { Reason: "replaced" });
        await life.RotateAsync(true, Cancellation);
        using var ring = await LoadedAsync(life);
        Assert.Equal(("RS256", "RS256"), (ring.Current.Active.Algorithm, ring.Current.Announced!.Algorithm));
        Assert.Equal("ES256", Assert.Single(ring.Current.PublicKeys, key => key.State is SigningKeyState.Verifying).Algorithm);
    }

    [Theory]
    [InlineData(SigningKeyState.Active)]
    [InlineData(SigningKeyState.Announced)]
    [InlineData(SigningKeyState.Verifying)]
    [Trait("requirement", "V34")]
    internal async Task A_revoked_key_is_gone_at_once_and_there_are_still_one_that_signs_and_one_that_is_announced(SigningKeyState state)
    {
        var life = await StartedAsync();
        await life.RotateAsync(true, Cancellation);
        var leaked = await IdAsync(state);
        using var ring = await LoadedAsync(life);
        Assert.True(ring.Current.TryGetVerificationKey(leaked, out _));

        Assert.Equal(state, (await life.RevokeAsync(leaked, Cancellation))!.State);

        await ring.FollowAsync(Cancellation);
        Assert.False(ring.Current.TryGetVerificationKey(leaked, out _));
        Assert.Equal(leaked, await IdAsync(SigningKeyState.Destroyed));
        await IdAsync(SigningKeyState.Active);
        await IdAsync(SigningKeyState.Announced);
        Assert.Contains(store.Events, reported => reported is SigningKeyDestroyed { Reason: "revoked" });
        Assert.Equal(SigningKeyState.Destroyed, (await life.RevokeAsync(leaked, Cancellation))!.State);
        Assert.Null(await life.RevokeAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task A_replaced_private_key_is_erased_from_memory_when_nobody_signs_with_it_any_more()
    {
        var life = await StartedAsync();
        using var ring = await LoadedAsync(life);
        var old = ring.Current.Active;
        await life.RotateAsync(true, Cancellation);
        await ring.FollowAsync(Cancellation);

        var signature = new byte[64];
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        await ring.FollowAsync(Cancellation);
        old.Sign("x"u8, signature);
        Assert.True(old.Public.Verify("x"u8, signature));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await ring.FollowAsync(Cancellation);
        Assert.Throws<ObjectDisposedException>(() => old.Sign("x"u8, signature));
    }

    private SigningKeyRotator Node(SigningPolicy? policy = null) => new(store, installation, policy ?? Policy, new InstallationClock(time), random);

    private async Task<SigningKeyRotator> StartedAsync()
    {
        var life = Node();
        await life.EnsureAsync(Cancellation);
        return life;
    }

    private async Task<KeyRingService> LoadedAsync(SigningKeyRotator life)
    {
        var ring = new KeyRingService(store, life, installation, new InstallationClock(time));
        await ring.StartAsync(Cancellation);
        return ring;
    }

    /// <summary>The one key of a state.</summary>
    private async Task<string> IdAsync(SigningKeyState state) =>
        Assert.Single(await store.ListSigningKeysAsync(Cancellation), key => key.State == state).Id;
}
