using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>Fetches the issuer's keys at start and before they are stale, so that no request has to wait. The API starts without them.</summary>
internal sealed class IssuerKeyRefresher(IssuerKeys keys, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await keys.RefreshAsync().WaitAsync(stoppingToken);
            await Task.Delay(keys.UntilRefresh, time, stoppingToken);
        }
    }
}
