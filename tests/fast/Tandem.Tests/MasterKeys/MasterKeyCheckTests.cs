using Tandem.MasterKeys;
using Tandem.Testing;
using Tandem.Tests.SigningKeys;

namespace Tandem.Tests.MasterKeys;

public sealed class MasterKeyCheckTests
{
    private const string Origin = "/data/master.key";
    private readonly SeededRandom random = new(5);
    private readonly MemoryKeyStore store;
    private readonly byte[] bytes;
    private readonly MasterKey key, other;

    public MasterKeyCheckTests()
    {
        store = new MemoryKeyStore(random.Identifier());
        bytes = random.Bytes(32);
        key = new MasterKey(bytes);
        other = new MasterKey(random.Bytes(32));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_takes_the_current_key_and_knows_it_again()
    {
        await EnsureAsync(key);
        Assert.Equal([key.Id], (await store.MasterKeyChecksAsync(Cancellation)).Keys);
        await EnsureAsync(key);
        Assert.Single(await store.MasterKeyChecksAsync(Cancellation));
    }

    [Fact]
    public async Task Another_key_is_refused_with_cause_and_cure_and_nothing_is_stored()
    {
        await EnsureAsync(key);
        var error = await Assert.ThrowsAsync<MasterKeyMismatchException>(() => EnsureAsync(other));
        Assert.StartsWith(Origin, error.Message, StringComparison.Ordinal);
        Assert.Contains($"{key.Id:x8}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the old key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(bytes), error.ToString(), StringComparison.Ordinal);
        Assert.Equal([key.Id], (await store.MasterKeyChecksAsync(Cancellation)).Keys);
    }

    [Fact]
    public async Task A_new_key_before_a_known_one_is_taken_over()
    {
        await EnsureAsync(key);
        await EnsureAsync(other, key);
        Assert.Equal(new HashSet<uint> { key.Id, other.Id }, (await store.MasterKeyChecksAsync(Cancellation)).Keys.ToHashSet());
        await EnsureAsync(other);
    }

    [Fact]
    public async Task A_known_id_with_another_check_value_is_refused_even_behind_a_good_one()
    {
        await EnsureAsync(key);
        await store.AddMasterKeyCheckAsync(other.Id, random.Bytes(32), Cancellation);
        await Assert.ThrowsAsync<MasterKeyMismatchException>(() => EnsureAsync(other));
        await Assert.ThrowsAsync<MasterKeyMismatchException>(() => EnsureAsync(key, other));
        await store.AddMasterKeyCheckAsync(other.Id, [], Cancellation);
        await Assert.ThrowsAsync<MasterKeyMismatchException>(() => EnsureAsync(other));
    }

    private Task EnsureAsync(MasterKey current, params MasterKey[] previous) =>
        MasterKeyCheck.EnsureAsync(store, new MasterKeyRing(current, previous), Origin, Cancellation);
}
