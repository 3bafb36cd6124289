using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Platform;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Opens the installation before anything listens, and checks the address once something does.</summary>
internal sealed partial class TandemStartup(
    InstallationOpener opener, TandemOptions options, Lazy<Deployment> deployment, Draining draining,
    IStorageLifetime storage, InstallationClock clock, TimeProvider time, ILogger<TandemStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var key in options.WithoutEffect)
            WithoutEffect(key);
        foreach (var warning in options.Warnings)
            Weak(warning);
        if (options.RefreshToken.Leeway > TimeSpan.Zero && options.RefreshToken.Leeway < TimeSpan.FromSeconds(30))
            ShortLeeway(options.RefreshToken.Leeway);
        var opened = await opener.OpenAsync(cancellationToken);
        Opened(opened);
        if (await storage.NewestTimeAsync(cancellationToken) is { } newest)
            clock.Resume(newest, options.ToSessionPolicy().SettlingTime);
    }

    public Task StartedAsync(CancellationToken cancellationToken) =>
        deployment.Value.Fault is { } fault
            ? throw new ConfigurationException([new ConfigurationFault("Tandem:PublicUrl", "not set", fault, "")])
            : Task.CompletedTask;

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

    [LoggerMessage(1103, LogLevel.Warning,
        "Tandem:RefreshToken:Leeway is {Leeway}: below 30 seconds a client on a slow network (12 s time-out, 18 s transit) can be signed out")]
    private partial void ShortLeeway(TimeSpan leeway);
}
