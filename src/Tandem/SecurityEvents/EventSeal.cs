namespace Tandem.SecurityEvents;

/// <summary>What seals the events of a database: known once the installation is open, and one for all connections.</summary>
internal sealed class EventSeal
{
    private volatile EventSealer? sealer;

    public EventSealer Sealer => sealer ?? throw new InvalidOperationException("An event is written before the log's chain was started.");

    public void Open(EventSealer opened) => sealer = opened;
}
