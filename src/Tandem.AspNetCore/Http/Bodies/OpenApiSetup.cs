using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>Chooses what each OpenAPI document describes. Those of the application are left as they are unless configuration says otherwise.</summary>
internal sealed class OpenApiSetup(IOptions<OpenApiEndpointOptions> options) : IPostConfigureOptions<OpenApiOptions>
{
    public void PostConfigure(string? name, OpenApiOptions document)
    {
        var usual = document.ShouldInclude;
        if (name == OpenApiEndpoint.Document)
            document.ShouldInclude = description => usual(description) && (options.Value.IncludeApplication || IsTandems(description));
        else if (options.Value.InApplicationDocuments)
            document.ShouldInclude = description => usual(description) || IsTandems(description);
        else
            return;
        document.AddOperationTransformer<RequestTransformer>();
        document.AddOperationTransformer<BearerTransformer>();
        document.AddDocumentTransformer<BearerTransformer>();
    }

    private static bool IsTandems(ApiDescription description) => description.ActionDescriptor.EndpointMetadata.OfType<TandemEndpoint>().Any();
}
