using Microsoft.Extensions.Hosting;

using Tandem.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Sessions;

namespace Tandem.AspNetCore;

/// <summary>Opens the installation before anything listens, and checks the address once something does.</summary>
internal sealed partial class TandemStartup(
    InstallationOpener opener, MasterKeyLoader masterKeys, TandemOptions options, Lazy<PublicAddress> address, SessionPolicy policy, RefusalPace pace, IAccountStore accounts, Draining draining,
    IStorageLifetime storage, KnownProxies proxies, InstallationClock clock, TimeProvider time, ILogger<TandemStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var key in options.Reader.WithoutEffect)
            WithoutEffect(key);
        foreach (var warning in options.Warnings)
            Weak(warning);
        if (options.RefreshToken.Leeway > TimeSpan.Zero && options.RefreshToken.Leeway < TimeSpan.FromSeconds(30))
            ShortLeeway(options.RefreshToken.Leeway);
        var opened = await opener.OpenAsync(cancellationToken);
        Opened(opened);
        if (masterKeys.Notice is { } notice)
            KeyClosed(notice);
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

    [LoggerMessage(1102, LogLevel.Warning, "{Key} has no effect in this version")]
    private partial void WithoutEffect(string key);

    [LoggerMessage(1106, LogLevel.Warning, "{Warning}")]
    private partial void Weak(ConfigurationWarning warning);

    [LoggerMessage(1107, LogLevel.Warning,
        "{PublicUrl} is served over plain HTTP on a loopback address, so a proxy on this machine passes requests on, and everybody behind it counts as one address in rate limits, sessions and events. Set {Line}")]
    private partial void NoKnownProxy(Uri publicUrl, string line);

    [LoggerMessage(1108, LogLevel.Warning, "{Notice}")]
    private partial void KeyClosed(string notice);

    [LoggerMessage(1103, LogLevel.Warning,
        "Tandem:RefreshToken:Leeway is {Leeway}: below 30 seconds a client on a slow network (12 s time-out, 18 s transit) can be signed out")]
    private partial void ShortLeeway(TimeSpan leeway);
}
