using Tandem.AspNetCore.Hosting;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Writes delivery confirmations in batches.</summary>
internal sealed class ConfirmationWriter(
    DeliveryConfirmations confirmations, ISessionStore store, TimeProvider time, ILogger<ConfirmationWriter> logger)
    : BackgroundWork("Writing confirmations", TimeSpan.FromSeconds(2), time, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => confirmations.FlushAsync(store, cancellationToken);
}
