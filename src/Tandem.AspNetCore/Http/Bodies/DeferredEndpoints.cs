using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>
/// Builds the endpoints when routing first asks for them: only then is it known which resources were named after
/// <c>MapTandem()</c>.
/// </summary>
internal sealed class DeferredEndpoints : EndpointDataSource, IEndpointRouteBuilder
{
    private readonly IEndpointRouteBuilder outer;
    private readonly Lazy<IReadOnlyList<Endpoint>> endpoints;

    public DeferredEndpoints(IEndpointRouteBuilder outer, Action<IEndpointRouteBuilder> build)
    {
        this.outer = outer;
        endpoints = new(() =>
        {
            build(this);
            return [.. DataSources.SelectMany(source => source.Endpoints)];
        });
    }

    public override IReadOnlyList<Endpoint> Endpoints => endpoints.Value;

    public IServiceProvider ServiceProvider => outer.ServiceProvider;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => outer.CreateApplicationBuilder();

    // The choice is made once; nothing changes it later.
    public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);
}
