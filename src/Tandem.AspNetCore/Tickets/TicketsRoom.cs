using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Tickets;

/// <summary>Single-use tickets in the place of access tokens.</summary>
internal sealed class TicketsRoom : TandemRoom
{
    public override IJsonTypeInfoResolver Bodies => TicketsJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<TicketEndpoint>()];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(ITicketStore)];

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton<TicketService>();

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var store = services.GetRequiredService<ITicketStore>();
        yield return (now, limit, cancellationToken) => store.PurgeAsync(now, limit, cancellationToken);
    }
}
