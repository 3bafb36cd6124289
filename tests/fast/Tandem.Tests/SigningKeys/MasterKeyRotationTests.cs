using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.SigningKeys;

/// <summary>Replacing the master key, and cutting it short between any two steps. V36.</summary>
[Trait("requirement", "V36")]
public sealed class MasterKeyRotationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-master-rotation-");
    private readonly ManualTimeProvider time = new();
    private readonly SeededRandom random = new(3);
    private readonly Installation installation = new();
    private readonly MemoryKeyStore store;
    private readonly Guid id;

    public MasterKeyRotationTests()
    {
        id = random.Identifier();
        store = new MemoryKeyStore(id);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(folder.FullName, "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_new_key_is_read_everywhere_before_it_makes_anything_and_wraps_private_keys_last()
    {
        var old = await StartAsync();
        var rotating = Rotation().RotateAsync(FilePath, Cancellation);
        Assert.Equal(old, MasterKeyFile.Read(FilePath).Current.Id);
        var next = Assert.Single(MasterKeyFile.Read(FilePath).Previous).Id;
        Assert.DoesNotContain(next, (await store.MasterKeyChecksAsync(Cancellation)).Keys);

        time.Advance(MasterKeyRotation.Settling);
        await UntilAsync(() => store.MasterKeyChecksAsync(Cancellation).Result.ContainsKey(next));
        Assert.Equal([next, old], MasterKeyFile.Read(FilePath).All.Select(key => key.Id));
        Assert.All(await store.ListSigningKeysAsync(Cancellation), key => Assert.Equal(old, key.MasterKeyId));

        await AdvanceUntilAsync(rotating);
        Assert.All(await store.ListSigningKeysAsync(Cancellation), key => Assert.Equal(next, key.MasterKeyId));
        var reported = Assert.IsType<MasterKeyReplaced>(store.Events[^1]);
        Assert.Equal((next, 2L), (reported.KeyId, reported.Rewrapped));
        Assert.Equal(old, Assert.Single(await store.RetiredMasterKeysAsync(Cancellation)).Key);
        await OpenAsync();
        await LoadAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Cut_short_while_it_waits_the_installation_opens_and_the_next_call_goes_on(int waits)
    {
        await StartAsync();
        using var cut = new CancellationTokenSource();
        var rotating = Rotation().RotateAsync(FilePath, cut.Token);
        if (waits == 1)
        {
            time.Advance(MasterKeyRotation.Settling);
            await UntilAsync(() => store.MasterKeyChecksAsync(Cancellation).Result.Count == 2);
        }

        await cut.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotating);
        var left = MasterKeyFile.Read(FilePath);
        await OpenAsync();
        await LoadAsync();

        await AdvanceUntilAsync(Rotation().RotateAsync(FilePath, Cancellation));

        var ring = MasterKeyFile.Read(FilePath);
        Assert.Equal(left.All.Select(key => key.Id).Order(), ring.All.Select(key => key.Id).Order());
        Assert.All(await store.ListSigningKeysAsync(Cancellation), key => Assert.Equal(ring.Current.Id, key.MasterKeyId));
        await OpenAsync();
        await LoadAsync();
    }

    [Fact]
    public async Task A_replaced_key_goes_when_no_token_can_bear_it_and_a_token_that_does_is_then_refused_for_good()
    {
        var old = await StartAsync();
        var token = RefreshTokenFormat.Of(installation).Encode(new RefreshToken(
            0, random.Identifier(), 1, time.GetUtcNow(), time.GetUtcNow().AddDays(400), random.Bytes(32)));
        await AdvanceUntilAsync(Rotation().RotateAsync(FilePath, Cancellation));
        await OpenAsync();
        Assert.Equal(RefreshTokenFault.None, RefreshTokenFormat.Of(installation).TryParse(token, time.GetUtcNow(), out _));

        // A minute beyond: a server may have been slow to take the new key over.
        var needed = (await store.RetiredMasterKeysAsync(Cancellation))[old].NeededUntil + TimeSpan.FromMinutes(1);
        time.MoveTo(needed - TimeSpan.FromMilliseconds(1));
        Assert.Equal(old, Assert.Single((await Rotation().PruneAsync(FilePath, Cancellation)).Kept).Id);
        Assert.Equal(2, MasterKeyFile.Read(FilePath).All.Count());

        time.MoveTo(needed);
        Assert.Equal([old], (await Rotation().PruneAsync(FilePath, Cancellation)).Removed);
        Assert.Single(MasterKeyFile.Read(FilePath).All);
        Assert.Equal(new MasterKeyPruned(old) { At = time.GetUtcNow(), Context = EventContext.Local }, store.Events[^1]);
        await OpenAsync();
        Assert.Equal(RefreshTokenFault.Invalid, RefreshTokenFormat.Of(installation).TryParse(token, time.GetUtcNow(), out _));
    }

    [Fact]
    public async Task A_key_that_still_wraps_something_is_not_taken_away()
    {
        await StartAsync();
        var old = MasterKeyFile.Read(FilePath);
        MasterKeyFile.Write(FilePath, new MasterKeyRing(MasterKey.Create(random), [old.Current]), random);
        await OpenAsync();
        time.Advance(TimeSpan.FromDays(1000));

        var kept = Assert.Single((await Rotation().PruneAsync(FilePath, Cancellation)).Kept);

        Assert.Null(kept.NeededUntil);
    }

    [Fact]
    public async Task A_secret_is_wrapped_anew_beside_the_private_keys_and_its_key_is_kept_until_then()
    {
        await StartAsync();
        var old = MasterKeyFile.Read(FilePath);
        var secret = random.Bytes(32);
        var wrapped = WrappedSecret.Wrap("event-log", secret, old, id, random);
        await store.TryAddSecretAsync(wrapped, Cancellation);

        await AdvanceUntilAsync(Rotation().RotateAsync(FilePath, Cancellation));

        var keys = MasterKeyFile.Read(FilePath);
        var stored = (await store.FindSecretAsync("event-log", Cancellation))!;
        Assert.Equal(keys.Current.Id, stored.MasterKeyId);
        Assert.Equal(secret, stored.Unwrap(new MasterKeyRing(keys.Current, []), id));
        Assert.Equal(3, Assert.IsType<MasterKeyReplaced>(store.Events[^1]).Rewrapped);

        await store.ReplaceSecretAsync(stored, wrapped, Cancellation);
        time.Advance(TimeSpan.FromDays(1000));
        Assert.Null(Assert.Single((await Rotation().PruneAsync(FilePath, Cancellation)).Kept).NeededUntil);
        Assert.True(await Rotation().RewrapAsync(Cancellation));
        Assert.Equal([old.Current.Id], (await Rotation().PruneAsync(FilePath, Cancellation)).Removed);
    }

    [Fact]
    public async Task One_command_at_a_time_changes_the_file()
    {
        await StartAsync();
        using (MasterKeyFileLock.Take(FilePath))
        {
            var error = await Assert.ThrowsAsync<MasterKeyException>(() => Rotation().RotateAsync(FilePath, Cancellation));
            Assert.Contains("Another command may be changing it", error.Message, StringComparison.Ordinal);
        }

        Assert.Single(MasterKeyFile.Read(FilePath).All);
    }

    private MasterKeyRotation Rotation() => new(store, store, installation, new InstallationClock(time), time, random);

    /// <summary>A new installation with two signing keys; the id of its master key.</summary>
    private async Task<uint> StartAsync()
    {
        MasterKeyFile.ReadOrCreate(FilePath, random);
        await OpenAsync();
        await new SigningKeyRotator(store, installation, new SigningPolicy(), new InstallationClock(time), random).EnsureAsync(Cancellation);
        return installation.MasterKeys.Current.Id;
    }

    /// <summary>As a start does.</summary>
    private async Task OpenAsync()
    {
        var ring = MasterKeyFile.Read(FilePath);
        await MasterKeyCheck.EnsureAsync(store, ring, FilePath, Cancellation);
        var retired = await store.RetiredMasterKeysAsync(Cancellation);
        installation.Open(id, ring, retired.Where(key => key.Value.IsPruned).Select(key => key.Key));
    }

    private async Task LoadAsync() => _ = KeyRing.Load(await store.ListSigningKeysAsync(Cancellation), installation.MasterKeys, id);

    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            time.Advance(MasterKeyRotation.Settling);
            await Task.Yield();
        }

        await task;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
