using Microsoft.Playwright;

using Tandem.Soak.Faults;
using Tandem.Soak.Log;
using Tandem.Soak.People;
using Tandem.Soak.Schedule;

namespace Tandem.Soak.Contenders;

/// <summary>A contender at work: its server, the network before it, and its people.</summary>
internal sealed class RunningContender : IAsyncDisposable
{
    private readonly Contender contender;
    private readonly SoakPlan plan;
    private readonly SoakLog log;
    private readonly FaultProxy proxy;
    private readonly IAuthServer server;
    private readonly List<Person> people = [];

    private RunningContender(Contender contender, SoakPlan plan, SoakLog log, FaultProxy proxy, IAuthServer server)
    {
        this.contender = contender;
        this.plan = plan;
        this.log = log;
        this.proxy = proxy;
        this.server = server;
    }

    public static async Task<RunningContender> StartAsync(Contender contender, SoakPlan plan, TimeProvider time)
    {
        var log = new SoakLog(time);
        var proxy = await FaultProxy.StartAsync(plan, contender.Pages, log);
        try
        {
            var server = await contender.StartServerAsync(plan, proxy.Url);
            proxy.LeadTo(server.Url);
            return new(contender, plan, log, proxy, server);
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everybody comes and signs in. Nothing of it is part of the run but that they are there.</summary>
    public async Task ArriveAsync(IBrowser chromium, TimeProvider time)
    {
        for (var number = 1; number <= plan.Visitors; number++)
            people.Add(await Person.ArriveAsync(chromium, plan, proxy.Url, log, time, number));
    }

    public async Task<ContenderResult> RunAsync(long start)
    {
        log.Start(start);
        proxy.Break();
        await Task.WhenAll(people.Select((person, index) => person.LiveAsync(Timetable.Of(plan, index + 1), start)));
        log.End();
        var events = log.Events;
        proxy.Heal();
        var lost = new List<string>();
        foreach (var person in people)
            lost.AddRange(await person.LostTabsAsync());
        return new(contender.Name, events)
        {
            Answered = people.Sum(person => person.Answered),
            Failed = people.Sum(person => person.Failed),
            ReuseAlarms = await server.ReuseAlarmsAsync(),
            LostTabs = lost,
            Faults = [.. people.SelectMany(person => person.Faults)],
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people)
            await person.DisposeAsync();
        await proxy.DisposeAsync();
        await server.DisposeAsync();
    }
}
