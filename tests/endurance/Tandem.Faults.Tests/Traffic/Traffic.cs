using System.Net.Sockets;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>Many people's requests, mixed, on a few connections. One thread, as what it takes is missing to the server.</summary>
internal sealed class Traffic(Uri server, IReadOnlyList<Person> people, int seed) : IDisposable
{
    private const int Lines = 24;
    private const int Pipelined = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A sign-in costs as much as a thousand others.
    private const int OthersForEachSignIn = 4000;

    private readonly Dictionary<Socket, PipelinedConnection> lines = Enumerable.Range(0, Lines).Select(_ => new PipelinedConnection(server)).ToDictionary(connection => connection.Socket);
    private readonly Random random = new(seed);
    private readonly ResponseCheck check = new();
    private readonly List<string> faults = [];

    /// <summary>Answers that were right, by kind.</summary>
    public Dictionary<RequestKind, int> Right { get; } = Enum.GetValues<RequestKind>().ToDictionary(kind => kind, _ => 0);

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Faults => [.. faults, .. check.Foreign];

    /// <summary>Signs everybody in.</summary>
    public void SignIn()
    {
        var next = 0;
        Run(people.Count, () => new(RequestKind.SignIn, people[next++], people[0]), pipelined: 1, most: 8);
    }

    /// <summary>Asks so many questions.</summary>
    public void Run(int requests) => Run(requests, Draw, Pipelined, Lines);

    public void Dispose()
    {
        foreach (var connection in lines.Values)
            connection.Dispose();
    }

    private void Run(int requests, Func<PendingRequest> draw, int pipelined, int most)
    {
        var left = requests;
        var busy = lines.Values.Take(most).ToHashSet();
        foreach (var connection in busy)
            Refill(connection);
        while (busy.RemoveWhere(connection => connection.Waiting == 0) >= 0 && busy.Count > 0)
        {
            var ready = busy.Select(connection => connection.Socket).ToList();
            Socket.Select(ready, null, null, Patience);
            if (ready.Count == 0)
                throw new TimeoutException($"The server has not answered for {Patience}.");
            foreach (var connection in ready.Select(socket => lines[socket]))
            {
                connection.Receive(Take);
                if (connection.Waiting == 0)
                    Refill(connection);
            }
        }

        void Refill(PipelinedConnection connection)
        {
            var count = Math.Min(left, pipelined);
            left -= count;
            if (count > 0)
                connection.Send(Enumerable.Range(0, count).Select(_ => draw()).ToList());
        }
    }

    private void Take(PendingRequest pending, in Tandem.Bench.Load.HttpReply reply)
    {
        if (pending.Kind is RequestKind.Refresh or RequestKind.SignIn)
            pending.Person.IsPresenting = false;
        if (check.Take(pending, reply) is not { } wrong)
            Right[pending.Kind]++;
        else if (faults.Count < 100)
            faults.Add($"{pending}: {wrong}");
    }

    private PendingRequest Draw()
    {
        var (person, other) = (people[random.Next(people.Count)], people[random.Next(people.Count)]);
        var kind = random.Next(OthersForEachSignIn) == 0 ? RequestKind.SignIn : random.Next(100) switch
        {
            < 45 => RequestKind.Me,
            < 55 => RequestKind.Sessions,
            < 75 => RequestKind.Refresh,
            < 82 => RequestKind.Nobody,
            < 88 => RequestKind.Forged,
            < 94 => RequestKind.Nowhere,
            _ => RequestKind.Foreign,
        };
        if (kind == RequestKind.Foreign && other == person)
            kind = RequestKind.Nowhere;
        if (kind is RequestKind.Refresh or RequestKind.SignIn)
        {
            if (person.IsPresenting)
                kind = RequestKind.Me;
            else
                person.IsPresenting = true;
        }

        return new(kind, person, other);
    }
}
