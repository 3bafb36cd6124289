using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Scenarios;

namespace Tandem.Tabs.Tests.LateResponses;

/// <summary>
/// Takes the steps of a history of the refresh model with a real browser and a real server, and writes down what comes of them. The proxy
/// between them holds each refresh, on its way there and on its way back, until a step lets it go on. The server's clock is moved by the
/// steps as well; the browser's goes on.
/// </summary>
internal sealed class BrowserReplay : IAsyncDisposable
{
    // Two are the leeway, as in the model.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Long = 8 * Tick;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<Flight> sent = Channel.CreateUnbounded<Flight>();
    private readonly Dictionary<int, Flight> flights = [];
    private readonly List<Window> windows = [];
    private TandemHost host = null!;
    private Scenario scenario = null!;
    private Commits commits = null!;
    private Guid session;
    private long first;

    private BrowserReplay()
    {
    }

    /// <summary>Opens tabs of one person, which share nothing but the cookie, and lets things settle.</summary>
    public static async Task<BrowserReplay> BeginAsync(Browser browser, HoldingProxy proxy, int tabs)
    {
        var replay = new BrowserReplay();
        try
        {
            await replay.StartAsync(browser, proxy.Proxy, tabs);
            return replay;
        }
        catch
        {
            await replay.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the steps; the history, with generations counted from that in the jar at first, which is 1.</summary>
    public async Task<string> TakeAsync(string steps)
    {
        scenario.Site.Fault = HoldAsync;
        var history = new List<string>();
        foreach (var step in steps.Split(" | "))
            history.Add(await StepAsync(step));
        scenario.Site.Fault = null;
        foreach (var (tab, flight) in flights)
        {
            flight.Deliver();
            await ReceivedAsync(tab);
        }

        return string.Join(" | ", history);
    }

    /// <summary>All tabs refresh again and again, at once, soon and late; what became of that, each kind once.</summary>
    public async Task<IReadOnlyList<string>> GoOnAsync(int rounds)
    {
        var results = new HashSet<string>();
        for (var round = 0; round < rounds; round++)
        {
            for (var tab = 0; tab < windows.Count; tab++)
            {
                await BeginRefreshAsync(tab);
                results.Add(await ReceivedAsync(tab));
            }

            host.Time.Advance((round % 3) switch { 0 => Long, 1 => Tick, _ => 3 * Tick });
        }

        foreach (var window in windows)
            results.Add(await window.ShownAsync());
        return [.. results];
    }

    /// <summary>The end of the session; null while it lives.</summary>
    public async Task<SessionEnd?> EndAsync() => (await host.SessionAsync(session)).RevokedBecause;

    public async Task<int> ReusesAsync() => (await host.EventsAsync<RefreshTokenReused>(session)).Count;

    public async ValueTask DisposeAsync()
    {
        foreach (var flight in flights.Values)
            flight.Lose();
        if (scenario is not null)
            await scenario.DisposeAsync();
        commits?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
    }

    private async Task StartAsync(Browser browser, LabProxy proxy, int tabs)
    {
        host = await TandemHost.StartAsync(
        [
            ("PublicUrl", proxy.PublicUrl), ("RefreshToken:Leeway", "00:00:01"),
            .. proxy.Origins.Select((origin, index) => ($"Frontends:{index}", origin)),
        ]);
        await host.CreateAccountAsync(TandemProcess.Email, TandemProcess.Password);
        scenario = new Scenario(browser.Running, proxy.NewSite(host.Url));
        for (var tab = 0; tab < tabs; tab++)
        {
            // The replay keeps responses back for as long as its steps take on a busy machine. No step is a client that gives up, or one
            // that takes a page that stood still for a machine that slept, and asks again.
            windows.Add(await scenario.OpenAsync(new { refresh = "on-demand", requestTimeout = 120_000, without = (string[])["locks", "channel", "sleep"] }));
            if (tab == 0)
                session = await windows[0].SignInAsync();
        }

        commits = new(host, session);
        host.Time.Advance(Long);
        first = (await commits.RowAsync()).Issued;
    }

    private async Task<SiteResponse> HoldAsync(ProxyExchange exchange)
    {
        if (!exchange.IsRefresh)
            return await exchange.PassAsync();
        var flight = new Flight(exchange);
        await sent.Writer.WriteAsync(flight);
        return await flight.Arriving;
    }

    private async Task<string> StepAsync(string step)
    {
        switch (step.Split(' '))
        {
            case ["tick"]:
                host.Time.Advance(Tick);
                return step;
            case ["long"]:
                host.Time.Advance(Long);
                return step;
            case [var tab, "sends"]:
                return await SendAsync(NumberOf(tab));
            case ["server", "answers", var tab]:
                return await AnswerAsync(flights[NumberOf(tab)]);
            case [var tab, "receives"]:
                return await ReceiveAsync(NumberOf(tab));
            case ["token", "of", var tab, "seen"]:
                return await SeeAsync(NumberOf(tab));
            case ["database", "loses", var count]:
                await commits.LoseAsync(NumberOf(count));
                return step;
            default:
                throw new ArgumentException($"No such step: {step}", nameof(step));
        }
    }

    private async Task<string> SendAsync(int tab)
    {
        if (flights.Remove(tab, out var lost))
        {
            lost.Lose();
            await ReceivedAsync(tab);
        }

        await BeginRefreshAsync(tab);
        try
        {
            flights[tab] = await sent.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"tab{tab} sends nothing. {await SeenAsync(tab)}");
        }

        return $"tab{tab} sends {Counted(flights[tab].Sent)}";
    }

    private async Task<string> AnswerAsync(Flight flight)
    {
        var status = await commits.DoAsync(flight.PassAsync);
        return $"server {Counted(flight.Sent)} -> {(status == 200 ? Named(flight) : status)}";
    }

    private async Task<string> ReceiveAsync(int tab)
    {
        flights.Remove(tab, out var flight);
        flight!.Deliver();
        Assert.Equal("1 x 200", await ReceivedAsync(tab));
        return $"tab{tab} gets {Named(flight)}";
    }

    private async Task<string> SeeAsync(int tab)
    {
        var generation = (await windows[tab].Tab.RunAsync("return lab.session().session.generation")).GetInt64();
        var before = await commits.RowAsync();
        await commits.DoAsync(async () =>
        {
            Assert.Equal("1 x 200", await windows[tab].CallAsync());
            await host.Get<DeliveryConfirmations>().FlushAsync(host.Get<ISessionStore>(), TestContext.Current.CancellationToken);
            return 0;
        });
        return $"access token of {Counted(generation)} seen{(await commits.RowAsync() == before ? " in vain" : "")}";
    }

    private Task<JsonElement> BeginRefreshAsync(int tab) =>
        windows[tab].Tab.RunAsync("lab.begin('refresh', lab.auth.refresh().then(() => [200], (error) => [error.code ?? String(error)]))");

    private async Task<string> ReceivedAsync(int tab)
    {
        try
        {
            return await windows[tab].CalledAsync("refresh");
        }
        catch (EngineException)
        {
            throw new TimeoutException($"tab{tab} receives nothing. {await SeenAsync(tab)}");
        }
    }

    private async Task<string> SeenAsync(int tab)
    {
        var shown = await windows[tab].Tab.RunAsync("return [lab.session(), lab.results, document.visibilityState]");
        return $"{shown} {string.Join(", ", scenario.Site.Seen)}; {sent.Reader.Count} more sent";
    }

    private string Named(Flight flight) => flight.Given is { } generation ? Counted(generation).ToString(CultureInfo.InvariantCulture) : "an access token";

    private long Counted(long generation) => generation - first + 1;

    private static int NumberOf(string word) => word[^1] - '0';
}
