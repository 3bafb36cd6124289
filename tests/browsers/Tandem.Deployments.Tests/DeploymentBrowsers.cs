using Tandem.Engines.Testing;

[assembly: AssemblyFixture(typeof(Tandem.Deployments.Tests.DeploymentBrowsers))]

namespace Tandem.Deployments.Tests;

/// <summary>The authority whose certificates the deployments have, and browsers that trust it.</summary>
public sealed class DeploymentBrowsers : IDisposable
{
    /// <summary>The engines with the settings that most people have.</summary>
    public static TheoryData<EngineProfile> Usual { get; } = [EngineProfile.Chromium, EngineProfile.Firefox, EngineProfile.WebKit];

    /// <summary>The engine that starts fastest.</summary>
    public static TheoryData<EngineProfile> Quick { get; } = [EngineProfile.Chromium];

    /// <summary>The other engines, with the settings that most people have.</summary>
    public static TheoryData<EngineProfile> Others { get; } = [EngineProfile.Firefox, EngineProfile.WebKit];

    public LabAuthority Authority { get; } = new();

    /// <summary>Somebody's browser, with cookies of its own.</summary>
    internal async Task<DeploymentPage> VisitAsync(EngineProfile profile)
    {
        var engine = await Engine.StartAsync(profile, Authority);
        return new DeploymentPage(engine, await engine.OpenTabAsync());
    }

    public void Dispose() => Authority.Dispose();
}
