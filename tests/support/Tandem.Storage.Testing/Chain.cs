using Tandem.SecurityEvents;

namespace Tandem.Storage.Testing;

/// <summary>Checks a host's event log.</summary>
internal static class Chain
{
    public static Task<ChainReport> VerifyAsync(StoreHost host, ChainLink? known = null, EventSealer? sealer = null) =>
        ChainCheck.RunAsync(host.Get<IEventStore>(), sealer ?? host.Sealer, known, (_, _) => { }, TestContext.Current.CancellationToken);
}
