using System.Collections.Concurrent;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>The measurements of this run: each engine is asked once.</summary>
internal static class CookieMeasurements
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<EngineMeasurement>>> Taken = new();

    public static Task<EngineMeasurement> OfAsync(EngineProfile profile) =>
        Taken.GetOrAdd(profile.Name, _ => new(() => EngineMeasurement.TakeAsync(profile))).Value;
}
