using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Whether the process has been asked to stop: it finishes what it has, and should get nothing new.</summary>
internal sealed class Draining(IHostApplicationLifetime lifetime)
{
    public bool Started => lifetime.ApplicationStopping.IsCancellationRequested;
}
