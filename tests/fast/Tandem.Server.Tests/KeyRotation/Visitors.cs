using System.Collections.Concurrent;
using System.Net;

namespace Tandem.Server.Tests.KeyRotation;

/// <summary>People who are signed in and refresh without a pause.</summary>
internal sealed class Visitors(TestServer server)
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly List<Task> visits = [];
    private volatile bool leaving;
    private int tokens;

    /// <summary>What did not go as it must.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Access tokens that were handed out and checked.</summary>
    public int Tokens => tokens;

    /// <summary>Lets them in.</summary>
    /// <param name="sessions">Their sessions.</param>
    /// <param name="check">Looks at each access token; null if it is good.</param>
    public void Come(IEnumerable<SignedIn> sessions, Func<string, Task<string?>> check) =>
        visits.AddRange(sessions.Select(session => VisitAsync(session, check)));

    /// <summary>Waits until all have left.</summary>
    public Task LeaveAsync()
    {
        leaving = true;
        return Task.WhenAll(visits);
    }

    private async Task VisitAsync(SignedIn session, Func<string, Task<string?>> check)
    {
        while (!leaving)
        {
            using var answer = await server.RefreshAsync(session.Cookie);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                complaints.Enqueue($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                if (answer.StatusCode == HttpStatusCode.Unauthorized)
                    return;
                continue;
            }

            session = await TestServer.SignedInAsync(answer);
            Interlocked.Increment(ref tokens);
            if (await check(session.AccessToken) is { } fault)
                complaints.Enqueue(fault);
        }
    }
}
