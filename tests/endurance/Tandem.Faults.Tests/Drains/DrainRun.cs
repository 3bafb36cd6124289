using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Drains;

/// <summary>People who go on using a server while it is asked to stop.</summary>
internal sealed class DrainRun(ServedFolder folder, IReadOnlyList<string> people)
{
    private readonly ConcurrentDictionary<string, string> cookies = [];
    private readonly List<string> failures = [];
    private volatile bool draining;
    private int before;

    /// <summary>Answers to requests that were begun before the drain.</summary>
    public int AnsweredBefore => before;

    /// <summary>What of those went wrong.</summary>
    public IReadOnlyList<string> Failures => failures;

    /// <summary>Starts a server, puts it under load, asks it to stop, and waits for its end.</summary>
    /// <returns>From the signal to the end of the process.</returns>
    public async Task<TimeSpan> OnceAsync()
    {
        draining = false;
        var enough = before + 20 * people.Count;
        await using var server = await folder.ServeAsync("--Tandem:DrainDelay=00:00:00.300", "--Tandem:RefreshToken:Leeway=00:00:00");
        var users = people.Select(person => UseAsync(server, person)).ToList();
        while (Volatile.Read(ref before) < enough && !users.TrueForAll(use => use.IsCompleted))
            await Task.WhenAny(Task.WhenAll(users), Task.Delay(TimeSpan.FromMilliseconds(1)));

        draining = true;
        var signalled = Stopwatch.GetTimestamp();
        await server.Program.SignalAsync("TERM");
        var end = await server.Program.EndAsync();
        var took = Stopwatch.GetElapsedTime(signalled);
        await Task.WhenAll(users);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", end.Error, StringComparison.Ordinal);
        return took;
    }

    private async Task UseAsync(ServedProcess server, string person)
    {
        for (var round = 0; ; round++)
        {
            var isBefore = !draining;
            // Now and then the slow way: a password takes long enough to be under way when the signal comes.
            var signsIn = round % 25 == 0 && person == people[round / 25 % people.Count];
            var reply = cookies.TryGetValue(person, out var cookie) && !signsIn
                ? await server.RefreshAsync(cookie)
                : await server.LoginAsync($"{person}@example.com");
            if (reply.Grant is { } grant)
                cookies[person] = grant.Cookie!;
            if (isBefore)
                Count(person, reply);
            // Refused connections and closed ones are right after the drain began, and there is nobody left to ask.
            if (reply.Status == 0)
                return;
        }
    }

    private void Count(string person, ServerResponse reply)
    {
        Interlocked.Increment(ref before);
        if (reply.Status == HttpStatusCode.OK)
            return;
        lock (failures)
            failures.Add($"{person}: {reply}");
    }
}
