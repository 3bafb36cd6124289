using Tandem.Accounts;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Clients;
using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Serving;
using Tandem.Testing;

namespace Tandem.Simulation.Tests.Playing;

/// <summary>Everything of one history: the nodes on one store, the clients, and the oracle that watches them.</summary>
internal sealed class World
{
    private static readonly Caller Owner = new(new ClientInfo("Browser", "203.0.113.0/24"), EventContext.Local);
    private static readonly Caller Stranger = new(new ClientInfo("Script", "198.51.100.0/24"), EventContext.Local);

    private readonly AccessPasses passes;
    private readonly Account account;
    private int depth;

    public World(long seed, Rules rules, Tally tally, List<string>? trace)
    {
        (Seed, Tally, Trace) = (seed, tally, trace);
        Dice = new Dice(seed);
        Setting = new Setting(Dice);
        Oracle = new Oracle(this, rules.Muted);
        Network = new Network(this);
        passes = new AccessPasses(isSigned: seed % 64 == 0);
        Store = new SimulatedStore(rules) { Changed = Oracle.RowChanged, Read = Interleave, Later = write => Timeline.After(1_000, write) };
        var random = new SeededRandom((int)seed);
        for (var index = 0; index < Setting.Nodes; index++)
            Nodes.Add(new Node($"node{index + 1}", Store, Setting.Policy, random, rules, Timeline, index * Setting.Skew));
        account = new Account
        {
            Id = random.Identifier(),
            Email = "ada@example.com",
            EmailVerified = true,
            Roles = ["0"],
            Status = AccountStatus.Active,
            Epoch = 1,
            CreatedAt = NodeTime.Beginning,
        };
        Store.Add(account);
        Devices.Add(new Device(this, ""));
        if (Dice.Chance(0.15))
            Devices.Add(new Device(this, "second "));
    }

    public long Seed { get; }

    public Timeline Timeline { get; } = new();

    public Dice Dice { get; }

    public Setting Setting { get; }

    public Oracle Oracle { get; }

    public Network Network { get; }

    public SimulatedStore Store { get; }

    public List<Node> Nodes { get; } = [];

    public List<Device> Devices { get; } = [];

    public Tally Tally { get; }

    /// <summary>Nobody signs in any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether things go wrong.</summary>
    public bool IsStormy { get; set; } = true;

    public bool IsTraced => Trace is not null;

    private List<string>? Trace { get; }

    public void Note(string line) => Trace?.Add($"{Timeline.Now / 1000.0,10:F3} s  {line}");

    public void Happens(Fault fault)
    {
        Tally.Add(fault);
        if (IsTraced)
            Note($"({fault})");
    }

    /// <summary>A generation was made.</summary>
    public void Stepped()
    {
        if (IsStormy && Setting.IsLossy && Dice.Chance(0.15))
            Timeline.After(Dice.Between(0, Dice.Chance(0.5) ? 10_000 : 70_000), LoseCommits);
    }

    public void LoseCommits()
    {
        if (!IsStormy)
            return;
        Happens(Fault.CommitsLost);
        Oracle.Lost(Store.LoseLast((int)(Dice.Chance(0.5) ? 1 : Dice.Between(1, 5))));
    }

    /// <summary>Nothing goes wrong any more, nobody begins a refresh, and what is under way arrives, also what a sleeping machine holds.</summary>
    public void Quieten()
    {
        IsStormy = false;
        IsOver = true;
        foreach (var device in Devices)
            device.IsPaused = true;
        Timeline.RunUntil(Math.Max(Timeline.Now, Devices.Max(device => device.AsleepUntil)) + 100_000);
    }

    public Node AnyNode() => Dice.Pick(Nodes);

    public Cookie? SignIn(Device device)
    {
        var node = AnyNode();
        if (!node.IsUp)
            return null;
        try
        {
            var delivery = device.IsBrowser ? SessionDelivery.Cookie : SessionDelivery.Body;
            var now = node.Clock.UtcNow;
            var start = new SessionStart(delivery, true, ["pwd"], null);
            var found = Store.Accounts.Single();
            if (Wait(node.Sessions.StartAsync(found, start, Owner, CancellationToken.None)) is not { } started)
                return null;
            var grant = node.Refreshes.Begin(started);
            var facts = Oracle.Started(grant.Session, now);
            return new Cookie(facts, grant.RefreshToken!, grant.Generation, Timeline.Now, grant.ExpiresAt);
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Presents a refresh token; <paramref name="device"/> is null for a thief.</summary>
    public Response Present(Node node, Cookie cookie, Device? device)
    {
        if (!node.IsUp)
        {
            Tally.Unavailable++;
            return Response.Unavailable;
        }

        var presentation = Oracle.Begin(node, cookie, device);
        RefreshResult result;
        try
        {
            result = Wait(node.Refreshes.RefreshAsync(
                [new PresentedToken(cookie.Text, device?.IsBrowser ?? true)], device is null ? Stranger : Owner, CancellationToken.None));
        }
        catch (StorageUnavailableException)
        {
            Tally.Unavailable++;
            Oracle.Failed(presentation);
            return Response.Unavailable;
        }

        Tally.Outcomes[(int)result.Outcome]++;
        if (IsTraced)
            Note($"{node.Name} {(device is null ? "(thief) " : "")}{cookie.Generation} -> {result.Outcome} {result.Refusal}{result.Grant?.Generation}{(result.Grant?.RefreshToken is null ? "" : " with a refresh token")}  {Show(cookie.Session.Id)}");
        if (result.Grant is not { } grant)
        {
            Oracle.Refused(presentation, result);
            return new Response(result, null, null);
        }

        var pass = passes.Issue(grant);
        Oracle.Granted(presentation, grant, pass);
        var handedOut = grant.RefreshToken is { } text ? new Cookie(cookie.Session, text, grant.Generation, cookie.Session.SteppedAt ?? Timeline.Now, grant.ExpiresAt) : null;
        return new Response(result, handedOut, pass);
    }

    /// <summary>Presents a token of a session that somebody made who has the tagging key, and not the session's secret.</summary>
    public void Forge(Node node, Cookie cookie)
    {
        if (!node.IsUp)
            return;
        try
        {
            var result = Wait(node.Refreshes.RefreshAsync([new PresentedToken(node.Forge(cookie.Session.Id, cookie.Generation), true)], Stranger, CancellationToken.None));
            Tally.Outcomes[(int)result.Outcome]++;
            if (IsTraced)
                Note($"{node.Name} (forger) {cookie.Generation} -> {result.Outcome}");
            if (result.Grant is not null)
                Oracle.ForgeryGranted();
        }
        catch (StorageUnavailableException)
        {
            Tally.Unavailable++;
        }
    }

    /// <summary>Uses an access token at a node; true when it is accepted.</summary>
    public bool Access(Node node, AccessPass pass)
    {
        if (!node.IsUp)
            return false;
        if (!passes.IsValid(pass, node.Clock.UtcNow))
        {
            Tally.Accesses[(int)AccessVerdict.Expired]++;
            return false;
        }

        if (node.Denies(pass))
        {
            Tally.Accesses[(int)AccessVerdict.Refused]++;
            return false;
        }

        Tally.Accesses[(int)AccessVerdict.Accepted]++;
        Oracle.Accepted(node, pass);
        node.Observe(pass);
        if (IsTraced)
            Note($"{node.Name} sees an access token of {pass.Claims.Generation}");
        Timeline.After(IsStormy ? Dice.Between(0, 10_000) : Dice.Between(0, 2_000), node.Flush);
        return true;
    }

    public bool SignOut(Node node, Cookie cookie)
    {
        cookie.Session.EndAsked = true;
        if (!node.IsUp)
            return false;
        try
        {
            Wait(node.Refreshes.SignOutAsync([new PresentedToken(cookie.Text, true)], cookie.Session.Id, Owner, CancellationToken.None));
        }
        catch (StorageUnavailableException)
        {
            return false;
        }

        if (IsTraced)
            Note($"{node.Name} acknowledges the sign-out of {cookie.Session}");
        Oracle.Ended(cookie.Session, isSignOut: true);
        return true;
    }

    /// <summary>Without an <c>await</c> that waits: everything here completes at once.</summary>
    public static T Wait<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Something waits.");

    public string Show(Guid id) => Store.Row(id)?.Rotation is { } row
        ? $"issued {row.Issued} base {row.Base} used {row.Used} confirmed {row.Confirmed} at {(row.RotatedAt - NodeTime.Beginning)?.TotalSeconds:F3}"
        : "no row";

    // Between the read and the write of one request, another one may be decided.
    private void Interleave()
    {
        if (depth > 2 || !IsStormy || !Dice.Chance(0.3))
            return;
        depth++;
        var before = Tally.Presentations;
        try
        {
            Timeline.RunNextArrival(200);
        }
        finally
        {
            depth--;
        }

        if (Tally.Presentations != before)
            Happens(Fault.Interleaved);
    }
}
