using Microsoft.AspNetCore.Hosting;

using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Stops the start of an application that has Tandem's services and forgot <c>UseTandem()</c>.</summary>
/// <param name="application">Said where the application is a <see cref="WebApplication"/>.</param>
internal sealed class PipelineCheck(IEnumerable<PipelineCheck.OfWebApplication> application) : IStartupFilter
{
    private const string Missing = "Tandem is not in the pipeline: add app.UseTandem() after builder.Build() and before your own middleware.";

    private bool isThere;

    /// <summary>Notes that <c>UseTandem()</c> was called.</summary>
    /// <exception cref="IncompleteSetupException"><c>AddTandem()</c> was not.</exception>
    public static void Pass(IServiceProvider services) => Of(services).isThere = true;

    /// <summary>The check, of an application that has Tandem's services.</summary>
    /// <exception cref="IncompleteSetupException"><c>AddTandem()</c> was not called.</exception>
    public static PipelineCheck Of(IServiceProvider services) => services.GetService<PipelineCheck>()
        ?? throw new IncompleteSetupException("Tandem's services are missing: add builder.AddTandem() and builder.Services.AddTandemStorage() before builder.Build().");

    /// <summary>Whether a request passes Tandem's stages.</summary>
    public static bool IsPassedBy(HttpContext context) => context.RequestServices.GetService<PipelineCheck>() is { isThere: true };

    /// <summary>The check before anything else starts, where the pipeline is complete by then: a <see cref="WebApplication"/> is told it before it runs.</summary>
    /// <exception cref="IncompleteSetupException"><c>UseTandem()</c> was not called.</exception>
    public void BeforeStart()
    {
        if (application.Any())
            Ensure();
    }

    // The web host puts the pipeline together with it, after the application has said all and before anything listens.
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        Ensure();
    };

    private void Ensure()
    {
        if (!isThere)
            throw new IncompleteSetupException(Missing);
    }

    /// <summary>Registered for a <see cref="WebApplication"/>.</summary>
    internal sealed record OfWebApplication;
}
