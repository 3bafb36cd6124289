using Microsoft.Extensions.Hosting;

using Tandem.Passwords;

namespace Tandem.AspNetCore.Hosting.Metrics;

/// <summary>Lets every count be there, with 0, once those that collect them have begun to.</summary>
internal sealed class MetricsAnnouncement(IHostApplicationLifetime lifetime, TandemMetrics metrics, PasswordHasher passwords) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            metrics.Announce();
            passwords.AnnounceMetrics();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
