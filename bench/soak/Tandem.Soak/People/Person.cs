using System.Collections.Concurrent;

using Microsoft.Playwright;

using Tandem.Soak.Contenders;
using Tandem.Soak.Faults;
using Tandem.Soak.Log;
using Tandem.Soak.Schedule;

namespace Tandem.Soak.People;

/// <summary>Somebody with a browser, who does what the timetable says, and signs in again when thrown out.</summary>
internal sealed class Person : IAsyncDisposable
{
    // From the sign-in form to being back.
    private static readonly TimeSpan TypingThePassword = TimeSpan.FromSeconds(1.5);

    // For a sign-in, in the tab itself and in the others.
    private static readonly TimeSpan TabsLearnOfIt = TimeSpan.FromSeconds(1);

    private const int MostAttempts = 10;

    private readonly IBrowserContext browser;
    private readonly SoakLog log;
    private readonly TimeProvider time;
    private readonly int number;
    private readonly ConcurrentDictionary<int, Tab> tabs = new();
    private readonly ConcurrentDictionary<Task, byte> work = new();
    private readonly Lock gate = new();
    private long? signedInSince;
    private int answered;
    private int failed;

    private Person(IBrowserContext browser, SoakLog log, TimeProvider time, int number)
    {
        this.browser = browser;
        this.log = log;
        this.time = time;
        this.number = number;
    }

    /// <summary>Requests that were answered.</summary>
    public int Answered => answered;

    /// <summary>Requests that failed, at the network or for want of a token.</summary>
    public int Failed => failed;

    /// <summary>Errors that nobody caught, in the pages and here.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Opens the first tabs and signs in in the first of them.</summary>
    public static async Task<Person> ArriveAsync(IBrowser chromium, SoakPlan plan, string url, SoakLog log, TimeProvider time, int number)
    {
        var browser = await chromium.NewContextAsync(new() { BaseURL = url, UserAgent = PageAddress.UserAgent(number), ViewportSize = new() { Width = 320, Height = 240 } });
        var person = new Person(browser, log, time, number);
        await browser.ExposeBindingAsync("note", (BindingSource source, string reason) => person.SignedOut(PageAddress.Tab(source.Page.Url), reason));
        await person.OpenAsync(1);
        await person.SignInAsync();
        for (var tab = 2; tab <= plan.FirstTabs; tab++)
            await person.OpenAsync(tab);
        return person;
    }

    /// <summary>Lives through the timetable.</summary>
    public async Task LiveAsync(IReadOnlyList<Step> steps, long start)
    {
        foreach (var step in steps)
        {
            var wait = step.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time);
            await DoAsync(step);
        }

        // Who sleeps does not finish what it has begun.
        foreach (var tab in tabs.Values)
            await tab.WakeAsync();
        await Task.WhenAll(work.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Tabs whose person is not signed in, or whose requests are not answered, each with the reason.</summary>
    public async Task<IReadOnlyList<string>> LostTabsAsync()
    {
        var lost = new List<string>();
        foreach (var (name, tab) in tabs)
        {
            // What came last may have been lost; then the client says so, and is asked again.
            var result = await tab.ActAsync("/api/me");
            for (var again = 0; again < 3 && result.Answered == 0; again++)
                result = await tab.ActAsync("/api/me");
            if (result.Answered == 0)
                lost.Add($"visitor {number}, tab {name}: {(result.Away ? "signed out" : "no answer")}");
        }

        return lost;
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    private async Task DoAsync(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Open:
                log.Add(number, step.Tab, SoakEventKind.Opened);
                await OpenAsync(step.Tab);
                break;
            case StepKind.Close:
                log.Add(number, step.Tab, SoakEventKind.Closed);
                tabs.TryRemove(step.Tab, out var closed);
                await closed!.CloseAsync();
                break;
            case StepKind.Reload:
                log.Add(number, step.Tab, SoakEventKind.Reloaded);
                await tabs[step.Tab].ReloadAsync();
                break;
            case StepKind.Sleep:
                log.Add(number, step.Tab, SoakEventKind.Slept);
                await tabs[step.Tab].SleepAsync();
                break;
            case StepKind.Wake:
                log.Add(number, step.Tab, SoakEventKind.Woke);
                await tabs[step.Tab].WakeAsync();
                break;
            default:
                Begin(ActAsync(tabs[step.Tab], step.Kind is StepKind.View ? ["/api/orders", "/api/me"] : ["/api/orders"]));
                break;
        }
    }

    // A page does not wait for its answers before the person goes on.
    private void Begin(Task task)
    {
        work.TryAdd(task, 0);
        _ = task.ContinueWith(End, TaskScheduler.Default);

        void End(Task ended)
        {
            work.TryRemove(ended, out _);
            if (ended.Exception is { } error)
                Faults.Enqueue(error.ToString());
        }
    }

    private async Task ActAsync(Tab tab, params string[] paths)
    {
        var before = signedInSince;
        var settled = before is { } since && time.GetElapsedTime(since) > TabsLearnOfIt;
        var result = await tab.ActAsync(paths);
        Interlocked.Add(ref answered, result.Answered);
        Interlocked.Add(ref failed, result.Failed);
        // A client that forgot who is there without a word has signed out as well.
        if (result.Away && settled && signedInSince == before)
            SignedOut(tab.Number, "without a word");
    }

    private async Task OpenAsync(int number)
    {
        var tab = new Tab(number, await browser.NewPageAsync());
        tab.Page.PageError += (_, error) => Faults.Enqueue(error);
        await tab.LoadAsync();
        tabs[number] = tab;
    }

    private void SignedOut(int tab, string reason)
    {
        lock (gate)
        {
            // The other tabs of the same sign-in are thrown out as well: that is one sign-out.
            if (signedInSince is null)
                return;
            signedInSince = null;
        }

        log.Add(number, tab, SoakEventKind.SignedOut, reason: reason);
        Begin(ComeBackAsync());
    }

    private async Task ComeBackAsync()
    {
        await Task.Delay(TypingThePassword, time);
        await SignInAsync();
    }

    // Passwords take their time on a busy machine, the clients' patience is as short as the tokens are, and tabs come and go.
    private async Task SignInAsync()
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var tab = tabs.Values.OrderBy(tab => tab.Number).First(tab => !tab.Asleep);
            if (!await tab.SignInAsync(SampleAccounts.Email(number), SampleAccounts.Password))
                continue;
            log.Add(number, tab.Number, SoakEventKind.SignedIn);
            lock (gate)
                signedInSince = time.GetTimestamp();
            return;
        }

        throw new InvalidOperationException($"Visitor {number} cannot sign in.");
    }
}
