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

    private readonly Dictionary<Socket, Line> lines = Enumerable.Range(0, Lines).Select(_ => new Line(server)).ToDictionary(line => line.Socket);
    private readonly Random random = new(seed);
    private readonly Judge judge = new();
    private readonly List<string> faults = [];

    /// <summary>Answers that were right, by question.</summary>
    public Dictionary<Question, int> Right { get; } = Enum.GetValues<Question>().ToDictionary(question => question, _ => 0);

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Faults => [.. faults, .. judge.Foreign];

    /// <summary>Signs everybody in.</summary>
    public void SignIn()
    {
        var next = 0;
        Run(people.Count, () => new(Question.SignIn, people[next++], people[0]), pipelined: 1, most: 8);
    }

    /// <summary>Asks so many questions.</summary>
    public void Run(int requests) => Run(requests, Draw, Pipelined, Lines);

    public void Dispose()
    {
        foreach (var line in lines.Values)
            line.Dispose();
    }

    private void Run(int requests, Func<Asked> draw, int pipelined, int most)
    {
        var left = requests;
        var busy = lines.Values.Take(most).ToHashSet();
        foreach (var line in busy)
            Refill(line);
        while (busy.RemoveWhere(line => line.Waiting == 0) >= 0 && busy.Count > 0)
        {
            var ready = busy.Select(line => line.Socket).ToList();
            Socket.Select(ready, null, null, Patience);
            if (ready.Count == 0)
                throw new TimeoutException($"The server has not answered for {Patience}.");
            foreach (var line in ready.Select(socket => lines[socket]))
            {
                line.Receive(Take);
                if (line.Waiting == 0)
                    Refill(line);
            }
        }

        void Refill(Line line)
        {
            var count = Math.Min(left, pipelined);
            left -= count;
            if (count > 0)
                line.Send(Enumerable.Range(0, count).Select(_ => draw()).ToList());
        }
    }

    private void Take(Asked asked, in Tandem.Bench.Load.HttpReply reply)
    {
        if (asked.Question is Question.Refresh or Question.SignIn)
            asked.Person.IsPresenting = false;
        if (judge.Take(asked, reply) is not { } wrong)
            Right[asked.Question]++;
        else if (faults.Count < 100)
            faults.Add($"{asked}: {wrong}");
    }

    private Asked Draw()
    {
        var (person, other) = (people[random.Next(people.Count)], people[random.Next(people.Count)]);
        var question = random.Next(OthersForEachSignIn) == 0 ? Question.SignIn : random.Next(100) switch
        {
            < 45 => Question.Me,
            < 55 => Question.Sessions,
            < 75 => Question.Refresh,
            < 82 => Question.Nobody,
            < 88 => Question.Forged,
            < 94 => Question.Nowhere,
            _ => Question.Foreign,
        };
        if (question == Question.Foreign && other == person)
            question = Question.Nowhere;
        if (question is Question.Refresh or Question.SignIn)
        {
            if (person.IsPresenting)
                question = Question.Me;
            else
                person.IsPresenting = true;
        }

        return new(question, person, other);
    }
}
