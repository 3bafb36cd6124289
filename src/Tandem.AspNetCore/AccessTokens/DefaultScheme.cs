using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Hosting;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>The schemes of Tandem.</summary>
/// <param name="Any">The one that takes whatever signs somebody in here: access tokens, and cookie sessions where there are any.</param>
internal sealed record TandemSchemes(string Any);

/// <summary>
/// Makes Tandem's scheme the default one, unless the application has a default: one that it set, or the only scheme that it added, which the
/// framework takes for the default. It looks last, so the order of the calls does not matter.
/// </summary>
internal sealed class DefaultScheme(TandemSchemes schemes) : IPostConfigureOptions<AuthenticationOptions>
{
    public void PostConfigure(string? name, AuthenticationOptions options)
    {
        if ((options.DefaultScheme ?? options.DefaultAuthenticateScheme ?? options.DefaultChallengeScheme ?? options.DefaultForbidScheme
            ?? options.DefaultSignInScheme ?? options.DefaultSignOutScheme) is not null)
            return;
        var others = options.Schemes.Select(scheme => scheme.Name).Where(other => !TandemEndpoint.IsTandems(other)).ToList();
        options.DefaultScheme = others is [var only] ? only : schemes.Any;
    }
}

/// <summary>Says at start by which scheme requests are authenticated where an endpoint names none.</summary>
internal sealed partial class DefaultSchemeLog(TandemSchemes own, IAuthenticationSchemeProvider schemes, ILogger<DefaultSchemeLog> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var usual = (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name;
        if (usual == own.Any)
            IsOwn(own.Any);
        else
            IsOther(usual ?? "none", own.Any, TandemBearer.Policy);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1161, LogLevel.Information, "The default authentication scheme is {Scheme}, which is Tandem's")]
    private partial void IsOwn(string scheme);

    [LoggerMessage(1162, LogLevel.Information,
        "The default authentication scheme is {Scheme}, the application's own; Tandem's is {Own}. On endpoints for people who sign in with Tandem, write "
        + "RequireAuthorization(\"{Policy}\")")]
    private partial void IsOther(string scheme, string own, string policy);
}
