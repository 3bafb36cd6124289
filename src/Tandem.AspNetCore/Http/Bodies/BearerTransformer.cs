using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>Describes the bearer scheme, and says which of Tandem's operations need it. Those of the application are for it to describe.</summary>
internal sealed class BearerTransformer : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    /// <summary>The scheme's name in a document, where the application may have a <c>Bearer</c> of its own.</summary>
    public const string Scheme = "TandemBearer";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<TandemEndpoint>().Any() && metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The accessToken of a token response, as Authorization: Bearer.",
        };
        return Task.CompletedTask;
    }
}
