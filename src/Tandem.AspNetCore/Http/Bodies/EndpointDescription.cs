using Microsoft.AspNetCore.Mvc;

using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>What the OpenAPI document says of an endpoint. Nothing here changes how a request is routed or read.</summary>
internal static class EndpointDescription
{
    public static IEndpointConventionBuilder Takes<T>(this IEndpointConventionBuilder endpoint, bool optional = false) =>
        endpoint.WithMetadata(new RequestBodyMetadata(typeof(T), optional))
            .Problems(ErrorCodes.MalformedRequest, ErrorCodes.BodyTooLarge, ErrorCodes.UnsupportedMediaType);

    public static IEndpointConventionBuilder Responds<T>(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));

    public static IEndpointConventionBuilder Responds(this IEndpointConventionBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(void)));
        return endpoint;
    }

    public static IEndpointConventionBuilder Problems(this IEndpointConventionBuilder endpoint, params ErrorCode[] errors)
    {
        foreach (var status in errors.Select(error => error.Status).Distinct())
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problem.MediaType]));
        return endpoint;
    }
}

/// <summary>
/// The body of a request, for the OpenAPI document only. The framework's own metadata would also take part in routing, and answer
/// 405 where 415 is meant.
/// </summary>
internal sealed record RequestBodyMetadata(Type Type, bool Optional);
