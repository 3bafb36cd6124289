using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Adds <see cref="TandemBearer.Scheme"/> beside whatever schemes the application has.</summary>
internal static class BearerScheme
{
    public static void AddBearerScheme(this IServiceCollection services)
    {
        // Not AddAuthentication(): it brings Data Protection along, which makes and stores keys that nothing here uses.
        services.AddAuthenticationCore(options =>
        {
            if (!options.SchemeMap.ContainsKey(TandemBearer.Scheme))
                options.AddScheme<TandemBearerHandler>(TandemBearer.Scheme, null);
        });
        // As AddAuthentication().AddScheme() does: without it the framework looks for a constructor in every request.
        services.TryAddTransient<TandemBearerHandler>();
        services.TryAddSingleton(new TandemSchemes(TandemBearer.Scheme));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<AuthenticationOptions>, DefaultScheme>());
        services.AddOptions<AuthorizationOptions>().Configure<TandemSchemes>((options, schemes) => options.AddPolicy(
            TandemBearer.Policy, policy => policy.AddAuthenticationSchemes(schemes.Any).RequireAuthenticatedUser()));
        services.AddWebEncoders();
        services.AddAuthorization();
        services.AddHostedService<DefaultSchemeLog>();
    }
}
