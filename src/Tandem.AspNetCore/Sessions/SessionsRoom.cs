using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.Sessions;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Sessions;

/// <summary>Sessions, as their owners see and end them.</summary>
internal sealed class SessionsRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Number<SessionLimitOptions>("Sessions:MaxPerAccount", "200", "1 to 10000", "Living sessions of one account; a sign-in beyond it ends the one used longest ago. An event says when four of five are there.",
            (options, value) => options.MaxPerAccount = value, 1, 10_000),
    ];

    public override IJsonTypeInfoResolver Bodies => SessionsJson.Bodies;

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<SessionsEndpoints>()];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(ISessionStore)];

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton<SessionService>();

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var store = services.GetRequiredService<ISessionStore>();
        yield return (now, limit, cancellationToken) => store.PurgeAsync(now - Purger.Grace, limit, cancellationToken);
    }
}

/// <summary>How many sessions an account may have.</summary>
internal sealed class SessionLimitOptions
{
    public int? MaxPerAccount { get; set; } = 200;
}
