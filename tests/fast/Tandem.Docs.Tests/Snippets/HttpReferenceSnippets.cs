using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/reference/http.md</c>.</summary>
internal static class HttpReferenceSnippets
{
    public static void CorsPolicy(WebApplicationBuilder builder, WebApplication app)
    {
        #region an endpoint with a CORS policy of its own
        builder.Services.AddCors(cors => cors.AddPolicy("partners", policy => policy.WithOrigins("https://partner.example").WithHeaders("Authorization")));

        app.MapGet("/api/prices", () => "Bicycle: 400").RequireCors("partners");
        #endregion
    }
}
