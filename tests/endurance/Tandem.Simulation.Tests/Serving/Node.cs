using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Revocation;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Serving;

/// <summary>One process of the product, with its clock and what it keeps in memory.</summary>
internal sealed class Node
{
    private static readonly MasterKey First = new(SHA256.HashData("simulation: the first master key"u8));
    private static readonly MasterKey Second = new(SHA256.HashData("simulation: the second master key"u8));
    private static readonly Installation[] Rings = [Open(new(First, [])), Open(new(First, [Second])), Open(new(Second, [First]))];

    // 15 minutes and the tolerance.
    private static readonly TimeSpan AccessTokenLife = TimeSpan.FromSeconds(910);

    private readonly SimulatedStore store;
    private readonly SessionPolicy policy;
    private readonly SecureRandom random;
    private readonly Rules rules;
    private readonly Timeline timeline;
    private DeliveryConfirmations confirmations = null!;
    private DenySet denied = null!;
    private int ring;
    private long followedAt;

    public Node(string name, SimulatedStore store, SessionPolicy policy, SecureRandom random, Rules rules, Timeline timeline, long offset)
    {
        (Name, this.store, this.policy, this.random, this.rules, this.timeline) = (name, store, policy, random, rules, timeline);
        Time = new NodeTime(timeline, offset);
        Clock = new InstallationClock(Time);
        Start();
    }

    public string Name { get; }

    public NodeTime Time { get; }

    public InstallationClock Clock { get; }

    public RefreshService Refreshes { get; private set; } = null!;

    public SessionService Sessions { get; private set; } = null!;

    public AccountService Accounts { get; private set; } = null!;

    public bool IsUp { get; set; } = true;

    /// <summary>Nothing of what was in memory is left; the feed is read before anything is served.</summary>
    public void Start()
    {
        confirmations = new DeliveryConfirmations(policy);
        denied = new DenySet(AccessTokenLife);
        Sessions = new SessionService(store, store, policy, denied, Clock, random);
        Accounts = new AccountService(store, null!, denied, Clock, random);
        Serve();
        IsUp = true;
        if (rules.DeniesLate)
            followedAt = timeline.Now + 20_000;
        else
            Follow();
    }

    /// <summary>Another master key is put beside the one in use, then it is used, the former one still read.</summary>
    public void ChangeMasterKey()
    {
        ring = Math.Min(ring + 1, Rings.Length - 1);
        Serve();
    }

    /// <summary>What background work does four times a second.</summary>
    public void Follow()
    {
        if (timeline.Now < followedAt)
            return;
        denied.FollowAsync(store, Clock.UtcNow, CancellationToken.None).GetAwaiter().GetResult();
        followedAt = timeline.Now + 250;
    }

    public bool Denies(AccessPass pass)
    {
        Follow();
        return denied.Refuses(pass.Claims.SessionId, pass.Claims.Subject, pass.Claims.Epoch);
    }

    /// <summary>Notes an access token that was accepted.</summary>
    public void Observe(AccessPass pass)
    {
        if (rules.SeenAtOnce)
            confirmations.Observe(pass.Claims, Clock.UtcNow + TimeSpan.FromMinutes(2));
        confirmations.Observe(pass.Claims, Clock.UtcNow);
    }

    /// <summary>What background work does every two seconds.</summary>
    public void Flush()
    {
        try
        {
            confirmations.FlushAsync(store, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (StorageUnavailableException)
        {
            // Once more with the next one.
        }
    }

    /// <summary>A token with a right tag, and a secret that is not the session's.</summary>
    public string Forge(Guid session, long generation) => RefreshTokenFormat.Of(Rings[ring]).Encode(
        new RefreshToken(0, session, generation, Clock.UtcNow, Clock.UtcNow + policy.IdleLifetime, new byte[RefreshToken.SecretLength]));

    private void Serve() =>
        Refreshes = new RefreshService(store, Sessions, store, Rings[ring], policy, denied, Clock) { Decide = rules.Decide };

    private static Installation Open(MasterKeyRing keys)
    {
        var installation = new Installation();
        installation.Open(new Guid("5e1f0000-0000-4000-8000-000000000001"), keys);
        return installation;
    }
}
