using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace Tandem.Testing;

/// <summary>
/// Runs the application under test with a <see cref="TandemTestKit"/>: in memory, or on Kestrel after <c>UseKestrel()</c>. Like every
/// <see cref="WebApplicationFactory{TEntryPoint}"/> it can be inherited to change configuration and services.
/// </summary>
/// <typeparam name="TEntryPoint">A type of the application's assembly, usually <c>Program</c>.</typeparam>
public class TandemApplicationFactory<TEntryPoint> : WebApplicationFactory<TEntryPoint> where TEntryPoint : class
{
    private readonly TandemTestKit kit = new();

    /// <summary>Clock, accounts and clients of the application, which is started by asking for them.</summary>
    public TandemTestKit Tandem
    {
        get
        {
            _ = Services;
            return kit;
        }
    }

    /// <summary>Adds the kit, after everything that the application registers. Call it from an override.</summary>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ConfigureTestServices(kit.AddTo);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        kit.Dispose();
        GC.SuppressFinalize(this);
    }
}
