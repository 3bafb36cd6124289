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

    private const int MostAttempts = 10;

    private readonly IBrowserContext browser;
    private readonly SoakLog log;
    private readonly int number;
    private readonly ConcurrentDictionary<int, Tab> tabs = new();
    private readonly ConcurrentDictionary<Task, byte> work = new();
    private readonly Lock gate = new();
    private bool signedIn;
    private int answered;
    private int failed;

    private Person(IBrowserContext browser, SoakLog log, int number)
    {
        this.browser = browser;
        this.log = log;
        this.number = number;
    }

    /// <summary>Requests that were answered.</summary>
    public int Answered => answered;

    /// <summary>Requests that failed, at the network or for want of a token.</summary>
    public int Failed => failed;

    /// <summary>What a page said that it should not: errors that nobody caught.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Opens the first tabs and signs in in the first of them.</summary>
    public static async Task<Person> ArriveAsync(IBrowser chromium, SoakPlan plan, string url, SoakLog log, int number)
    {
        var browser = await chromium.NewContextAsync(new() { BaseURL = url, UserAgent = PageAddress.UserAgent(number), ViewportSize = new() { Width = 320, Height = 240 } });
        var person = new Person(browser, log, number);
        await browser.ExposeBindingAsync("note", (BindingSource source, string reason) => person.SignedOut(source.Page, reason));
        await person.OpenAsync(1);
        await person.SignInAsync(person.tabs[1]);
        for (var tab = 2; tab <= plan.FirstTabs; tab++)
            await person.OpenAsync(tab);
        return person;
    }

    /// <summary>Lives through the timetable.</summary>
    public async Task LiveAsync(IReadOnlyList<Step> steps, TimeProvider time, long start)
    {
        foreach (var step in steps)
        {
            var wait = step.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time);
            await DoAsync(step);
        }

        await Task.WhenAll(work.Keys);
    }

    /// <summary>Tabs whose person is not signed in, or whose requests are not answered, each with the reason. All of them wake first.</summary>
    public async Task<IReadOnlyList<string>> LostTabsAsync()
    {
        var lost = new List<string>();
        foreach (var (name, tab) in tabs)
        {
            await tab.WakeAsync();
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
        _ = task.ContinueWith(ended => work.TryRemove(ended, out _), TaskScheduler.Default);
    }

    private async Task ActAsync(Tab tab, params string[] paths)
    {
        var result = await tab.ActAsync(paths);
        Interlocked.Add(ref answered, result.Answered);
        Interlocked.Add(ref failed, result.Failed);
    }

    private async Task OpenAsync(int number)
    {
        var tab = new Tab(number, await browser.NewPageAsync());
        tab.Page.PageError += (_, error) => Faults.Enqueue(error);
        await tab.LoadAsync();
        tabs[number] = tab;
    }

    private void SignedOut(IPage page, string reason)
    {
        var tab = tabs.Values.FirstOrDefault(tab => tab.Page == page);
        lock (gate)
        {
            // The other tabs of the same sign-in are thrown out as well: that is one sign-out.
            if (!signedIn || tab is null)
                return;
            signedIn = false;
        }

        log.Add(number, tab.Number, SoakEventKind.SignedOut, reason: reason);
        Begin(ComeBackAsync());
    }

    private async Task ComeBackAsync()
    {
        await Task.Delay(TypingThePassword);
        await SignInAsync(tabs.Values.OrderBy(tab => tab.Number).First(tab => !tab.Asleep));
    }

    private async Task SignInAsync(Tab tab)
    {
        lock (gate)
            signedIn = true;
        log.Add(number, tab.Number, SoakEventKind.SignedIn);
        // Passwords take their time on a busy machine, and the clients' patience is as short as the tokens are.
        for (var again = 0; !await tab.SignInAsync(SampleAccounts.Email(number), SampleAccounts.Password); again++)
        {
            if (again == MostAttempts)
                throw new InvalidOperationException($"Visitor {number} cannot sign in.");
        }
    }
}
