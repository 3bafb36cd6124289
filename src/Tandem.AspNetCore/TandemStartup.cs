using Microsoft.Extensions.Hosting;

using Tandem.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Operations;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore;

/// <summary>Opens the installation before anything listens, and checks the address once something does.</summary>
internal sealed partial class TandemStartup(
    InstallationOpener opener, MasterKeyLoader masterKeys, TandemOptions options, Lazy<PublicAddress> address, SessionPolicy policy, RefusalPace pace,
    IAccountStore accounts, Draining draining, IStorageLifetime storage, IEventStore events, KnownProxies proxies, InstallationClock clock,
    ClockDoubt doubt, PipelineCheck pipeline, TimeProvider time, ILogger<TandemStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        pipeline.BeforeStart();
        foreach (var key in options.Reader.WithoutEffect)
            WithoutEffect(key);
        foreach (var warning in options.Warnings)
            Weak(warning);
        if (options.RefreshToken.Leeway == TimeSpan.Zero)
            NoLeeway();
        else if (options.RefreshToken.Leeway < TimeSpan.FromSeconds(30))
            ShortLeeway(options.RefreshToken.Leeway);
        var opened = await opener.OpenAsync(cancellationToken);
        Opened(opened.Storage);
        if (masterKeys.Notice is { } notice)
            KeyClosed(notice);
        if (opened.IsBesideFormerKey)
            MadeBesideKey();
        if (doubt.Since is { } since)
        {
            var now = clock.UtcNow;
            InDoubt(now, since);
            await events.AppendAsync(new ClockJumped(since, now, (long)(now - since).TotalSeconds) { At = now, Context = EventContext.Local }, cancellationToken);
        }

        await pace.MeasureAsync(await accounts.PasswordSamplesAsync(cancellationToken));
        if (await storage.NewestTimeAsync(cancellationToken) is { } newest)
            clock.Resume(newest, policy.SettlingTime);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (address.Value.Fault is { } fault)
            throw new ConfigurationException([new ConfigurationFault("Tandem:PublicUrl", "not set", fault, "")]);
        if (!proxies.Any && address.Value.LocalProxy is { } proxy)
            NoKnownProxy(address.Value.PublicUrl, UnknownProxyLog.Line(proxy));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        draining.Begin();
        return Task.Delay(options.DrainDelay, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1101, LogLevel.Information, "Open: {Storage}")]
    private partial void Opened(string storage);

    [LoggerMessage(1104, LogLevel.Warning,
        "The database is new, but its master key is older. If this installation is not new, its database is missing: stop the server, and check that the volume is mounted")]
    private partial void MadeBesideKey();

    [LoggerMessage(1116, LogLevel.Warning,
        "The clock shows {Now:O}, but the newest stored time is {Since:O}: every session would be over. Either nobody used Tandem since, or the machine's clock is wrong. For ten minutes "
        + "refreshes of these sessions get 503, and signing in works; then Tandem trusts the clock. If the clock is right, run: tandem clock accept")]
    private partial void InDoubt(DateTimeOffset now, DateTimeOffset since);

    [LoggerMessage(1102, LogLevel.Warning, "{Key} has no effect in this version")]
    private partial void WithoutEffect(string key);

    [LoggerMessage(1106, LogLevel.Warning, "{Warning}")]
    private partial void Weak(ConfigurationWarning warning);

    [LoggerMessage(1107, LogLevel.Warning,
        "{PublicUrl} is served over plain HTTP on a loopback address, so a proxy on this machine must be forwarding requests, and everybody behind it counts as one address in rate limits, sessions and events. Set {Line}")]
    private partial void NoKnownProxy(Uri publicUrl, string line);

    [LoggerMessage(1108, LogLevel.Warning, "{Notice}")]
    private partial void KeyClosed(string notice);

    [LoggerMessage(1103, LogLevel.Warning,
        "Tandem:RefreshToken:Leeway is {Leeway}: below 30 seconds a client on a slow network (12 s time-out, 18 s transit) can be signed out")]
    private partial void ShortLeeway(TimeSpan leeway);

    [LoggerMessage(1109, LogLevel.Warning,
        "Tandem:RefreshToken:Leeway is 00:00:00, strict one-time use: one lost response signs people out, and so does a library that repeats a POST by itself. "
        + "Such are .NET's HttpClient (a POST without content, up to four times), Qt, Ruby's httpclient, PHP's clients on libcurl, and Varnish. With the default leeway nobody is signed out")]
    private partial void NoLeeway();
}
