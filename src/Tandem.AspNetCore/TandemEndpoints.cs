using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.Sessions;
using Tandem.AspNetCore.SignIn;
using Tandem.AspNetCore.SigningKeys;
using Tandem.AspNetCore.Tickets;

namespace Tandem.AspNetCore;

/// <summary>
/// What <c>MapTandem()</c> maps. Left alone: everything. After naming resources (<c>MapTandem().Login().Refresh()</c>): those only.
/// </summary>
public sealed class TandemEndpoints
{
    private readonly List<Action<ResourceMapper, ResourceMapper, TandemOptions>> chosen = [];

    internal TandemEndpoints()
    {
    }

    /// <summary><c>POST login</c>.</summary>
    public TandemEndpoints Login() => UnderBase(LoginEndpoint.Map);

    /// <summary><c>POST refresh</c>.</summary>
    public TandemEndpoints Refresh() => UnderBase(RefreshEndpoint.Map);

    /// <summary><c>POST logout</c>.</summary>
    public TandemEndpoints Logout() => UnderBase(LogoutEndpoint.Map);

    /// <summary><c>GET sessions</c>, <c>DELETE sessions/{id}</c>, <c>POST logout-all</c>.</summary>
    public TandemEndpoints Sessions() => UnderBase(SessionsEndpoints.Map);

    /// <summary><c>POST password/change</c>.</summary>
    public TandemEndpoints Password() => UnderBase(PasswordEndpoint.Map);

    /// <summary><c>POST ticket</c>.</summary>
    public TandemEndpoints Ticket() => UnderBase(TicketEndpoint.Map);

    /// <summary><c>GET /api/me</c> and <c>GET me</c>.</summary>
    public TandemEndpoints Me() => AtRoot(MeEndpoint.MapAtRoot).UnderBase(MeEndpoint.MapUnderBase);

    /// <summary>JWKS and metadata under <c>/.well-known</c>, at the root and below the base path.</summary>
    public TandemEndpoints Discovery()
    {
        chosen.Add((underBase, atRoot, options) =>
        {
            DiscoveryEndpoints.MapAtRoot(atRoot, options.PublicPath);
            DiscoveryEndpoints.MapUnderBase(underBase, options.BasePath);
        });
        return this;
    }

    /// <summary><c>GET /healthz</c> and <c>GET /readyz</c>.</summary>
    public TandemEndpoints Health() => AtRoot(HealthEndpoints.Map);

    /// <summary><c>GET openapi.json</c>.</summary>
    public TandemEndpoints OpenApi() => UnderBase(OpenApiEndpoint.Map);

    internal void Build(IEndpointRouteBuilder routes)
    {
        if (chosen.Count == 0)
            Login().Refresh().Logout().Sessions().Password().Ticket().Me().Discovery().Health().OpenApi();

        var options = routes.ServiceProvider.GetRequiredService<TandemOptions>();
        var underBase = new ResourceMapper(routes.MapGroup(options.BasePath));
        var atRoot = new ResourceMapper(routes);
        foreach (var map in chosen)
            map(underBase, atRoot, options);
        atRoot.NothingElse(options.BasePath);
    }

    private TandemEndpoints UnderBase(Action<ResourceMapper> map)
    {
        chosen.Add((underBase, _, _) => map(underBase));
        return this;
    }

    private TandemEndpoints AtRoot(Action<ResourceMapper> map)
    {
        chosen.Add((_, atRoot, _) => map(atRoot));
        return this;
    }
}
