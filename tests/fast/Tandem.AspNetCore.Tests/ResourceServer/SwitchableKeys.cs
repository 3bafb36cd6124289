using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An issuer's key ring that a test turns.</summary>
internal sealed class SwitchableKeys : IKeyRingSource
{
    private readonly MasterKeyRing masterKeys;
    private readonly SeededRandom random = new(9068);
    private readonly Guid installation = Guid.NewGuid();

    public SwitchableKeys(string algorithm = SigningAlgorithm.Es256)
    {
        masterKeys = new MasterKeyRing(new MasterKey(random.Bytes(32)), []);
        Current = new KeyRing(Create(algorithm), []);
    }

    public KeyRing Current { get; private set; }

    /// <summary>Settings of a host that signs with these keys.</summary>
    public TandemHostSettings Settings => new() { Services = builder => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IKeyRingSource>(builder.Services, this) };

    /// <summary>Signs with a new key from now on; the old ones stay published.</summary>
    public void Rotate(string algorithm = SigningAlgorithm.Es256) => Current = new KeyRing(Create(algorithm), Current.PublicKeys);

    /// <summary>Publishes nothing any more but the key that signs.</summary>
    public void Withdraw() => Current = new KeyRing(Current.Active, []);

    private SigningKey Create(string algorithm) => SigningKey.Load(
        SigningKey.Create(algorithm, SigningKeyState.Active, masterKeys, installation, random, DateTimeOffset.UnixEpoch), masterKeys, installation);
}
