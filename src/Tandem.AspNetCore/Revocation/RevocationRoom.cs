using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Revocation;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Revocation;

/// <summary>Refusing what was revoked while it is still valid by itself.</summary>
internal sealed class RevocationRoom : TandemRoom
{
    public override IReadOnlyList<Type> Ports { get; } = [typeof(IRevocationFeed)];

    public override void AddCore(IServiceCollection services) =>
        services.TryAddSingleton(provider => new DenySet(LongestPresentation(provider.Part<AccessTokenOptions>())));

    public override void AddWeb(IServiceCollection services)
    {
        services.AddHostedService<RevocationFollower>();
        services.TryAddSingleton<OpenRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenRequests>());
    }

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var (feed, access) = (services.GetRequiredService<IRevocationFeed>(), services.Part<AccessTokenOptions>());
        yield return (now, limit, cancellationToken) => feed.PurgeAsync(now - Purger.Grace - access.Lifetime, limit, cancellationToken);
    }

    // How long after a session was ended something of it could still be presented: an access token, or a ticket that was asked for in
    // the last moment.
    private static TimeSpan LongestPresentation(AccessTokenOptions options)
    {
        var ticket = Ticket.Lifetime + AccessTokenOptions.Tolerance;
        return options.LongestAcceptance > ticket ? options.LongestAcceptance : ticket;
    }
}
