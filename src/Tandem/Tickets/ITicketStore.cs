namespace Tandem.Tickets;

/// <summary>Tickets that wait to be used.</summary>
internal interface ITicketStore
{
    /// <summary>Stores a ticket. Of those of its session the newest <paramref name="most"/> stay, this one among them.</summary>
    Task InsertAsync(Ticket ticket, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a ticket and returns it, expired or not; null when there is none. Of any number of callers one gets it, whatever process
    /// they are in, and no restart brings it back.
    /// </summary>
    Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> tickets that expired before <paramref name="before"/>.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
