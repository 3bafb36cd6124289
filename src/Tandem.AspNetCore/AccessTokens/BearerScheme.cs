using Microsoft.Extensions.DependencyInjection;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Makes <see cref="TandemBearer.Scheme"/> the way requests are authenticated.</summary>
internal static class BearerScheme
{
    public static void AddBearerScheme(this IServiceCollection services)
    {
        // Not AddAuthentication(): it brings Data Protection along, which makes and stores keys that nothing here uses.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = TandemBearer.Scheme;
            options.AddScheme<TandemBearerHandler>(TandemBearer.Scheme, null);
        });
        // As AddAuthentication().AddScheme() does: without it the framework looks for a constructor in every request.
        services.AddTransient<TandemBearerHandler>();
        services.AddWebEncoders();
        services.AddAuthorization();
    }
}
