using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Whether the process has been asked to stop: it finishes what it has, and should get nothing new.</summary>
internal sealed class Draining(IHostApplicationLifetime lifetime)
{
    private volatile bool begun;

    public bool Started => begun || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Begins. A host that is stopped without a signal tells its services first and everybody else after them.</summary>
    public void Begin() => begun = true;
}
