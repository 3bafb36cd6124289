using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Tandem.AspNetCore.Problems;

/// <summary>Tells the OpenAPI document which errors an endpoint answers with.</summary>
internal static class ProblemMetadata
{
    public static TBuilder Problems<TBuilder>(this TBuilder endpoint, params ErrorCode[] errors) where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in errors.Select(error => error.Status).Distinct())
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problem.MediaType]));
        return endpoint;
    }
}
