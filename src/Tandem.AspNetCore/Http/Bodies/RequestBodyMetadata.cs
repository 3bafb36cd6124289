namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>
/// The body of a request, for the OpenAPI document only. The framework's own metadata would also take part in routing, and answer
/// 405 where 415 is meant.
/// </summary>
internal sealed record RequestBodyMetadata(Type Type, bool Optional);
