using Microsoft.AspNetCore.Builder;

using Tandem.AspNetCore;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/start/aspnetcore.md</c>.</summary>
internal static class GettingStartedSnippets
{
    public static void InCode(WebApplicationBuilder builder)
    {
        #region options in code
        builder.AddTandem(options =>
        {
            options.RefreshToken.IdleLifetime = TimeSpan.FromDays(14);
            options.RefreshToken.AbsoluteLifetime = TimeSpan.FromDays(90);
        });
        #endregion
    }

    public static void Some(WebApplication app)
    {
        #region some of the endpoints
        app.MapTandem().Login().Refresh().Logout();
        #endregion
    }
}
