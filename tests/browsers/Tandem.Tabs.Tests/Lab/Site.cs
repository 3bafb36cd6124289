using System.Diagnostics;

using Tandem.Processes.Testing;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>A host of a scenario's own, with the page and the API on one origin.</summary>
/// <param name="url">Its address.</param>
/// <param name="api">Where the API is that it passes on to.</param>
/// <param name="server">The process that serves it, if it is one.</param>
internal sealed class Site(Uri url, Uri api, TandemProcess? server = null)
{
    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private readonly List<ProxiedRequest> seen = [];
    private readonly Dictionary<string, TaskCompletionSource> gates = [];
    private readonly Dictionary<string, int> waiting = [];

    /// <summary>Its address.</summary>
    public Uri Url { get; } = url;

    /// <summary>Where the API is.</summary>
    public Uri Api { get; } = api;

    /// <summary>The server process behind it.</summary>
    public TandemProcess Server => server ?? throw new InvalidOperationException("No process serves this site.");

    /// <summary>What happens to requests, if not the usual. Whatever is not the API goes there too, but gates.</summary>
    public Func<ProxyExchange, Task<SiteResponse>>? Fault { get; set; }

    /// <summary>What is broken in the client that pages of this site get.</summary>
    public IReadOnlyList<ClientDefect> Breaks { get; set; } = [];

    /// <summary>The requests to the API so far, in the order they came.</summary>
    public IReadOnlyList<ProxiedRequest> Seen
    {
        get
        {
            lock (seen)
                return [.. seen];
        }
    }

    /// <summary>How many refreshes came so far.</summary>
    public int Refreshes => Seen.Count(request => request.Name == "POST refresh");

    /// <summary>Notes a request; the function notes its answer.</summary>
    public Action<SiteResponse> Note(ProxyExchange exchange)
    {
        lock (seen)
        {
            var index = seen.Count;
            seen.Add(new(exchange.Name, 0, exchange.Presented, null, sinceStart.Elapsed));
            return answer =>
            {
                lock (seen)
                    seen[index] = seen[index] with { Status = answer.Status, Given = RefreshCookie.In(answer.Header("Set-Cookie")) };
            };
        }
    }

    /// <summary>Waits until requests of that name were answered so many times.</summary>
    public Task AnsweredAsync(string name, int status, int times) => Eventually.IsTrueAsync(
        () => Seen.Count(request => request.Name == name && request.Status == status) >= times, about: $"{times} x {name} {status}");

    /// <summary>Lets pages wait until a gate is opened.</summary>
    public async Task WaitAtAsync(string name, CancellationToken gone)
    {
        TaskCompletionSource gate;
        lock (gates)
        {
            gate = Gate(name);
            waiting[name] = waiting.GetValueOrDefault(name) + 1;
        }

        await gate.Task.WaitAsync(gone);
    }

    /// <summary>Opens a gate once so many pages wait at it.</summary>
    public async Task OpenGateAsync(string name, int pages)
    {
        await Eventually.IsTrueAsync(() => waiting.GetValueOrDefault(name) >= pages, about: $"{pages} pages wait at {name}");
        lock (gates)
            Gate(name).SetResult();
    }

    private TaskCompletionSource Gate(string name) =>
        gates.TryGetValue(name, out var gate) ? gate : gates[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
