using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing;

/// <summary>
/// A web server with TLS on one loopback port that answers for every host name. Add services to <see cref="Builder"/>, then call
/// <see cref="StartAsync"/> with what maps the endpoints. Its addresses are known before it starts.
/// </summary>
public sealed class LabServer : IAsyncDisposable
{
    private readonly int port = LoopbackPort.Free();
    private WebApplication? app;

    /// <param name="authority">Issues a certificate for each name that is asked for.</param>
    public LabServer(LabAuthority authority)
    {
        Builder = WebApplication.CreateSlimBuilder();
        Builder.Logging.ClearProviders();
        Builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        Builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
            listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => authority.Leaf(name ?? "localhost"))));
    }

    /// <summary>Of the application that will run here.</summary>
    public WebApplicationBuilder Builder { get; }

    /// <summary>The address of a path on a host.</summary>
    public Uri Url(string host, string path = "/") => new($"https://{host}:{port}{path}");

    /// <summary>A host's origin, as browsers send it.</summary>
    public string Origin(string host) => Url(host).GetLeftPart(UriPartial.Authority);

    /// <summary>Starts it.</summary>
    public async Task StartAsync(Action<WebApplication> map)
    {
        app = Builder.Build();
        map(app);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
    }
}
