using System.Text.Json;
using System.Text.Json.Serialization;

using Microsoft.AspNetCore.Mvc;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>How the bodies of the endpoints are read and written. Each room has a context of its own, which is made with these options.</summary>
internal static class TandemJson
{
    public static JsonSerializerOptions Options() => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 8,
        Converters = { new UtcTimeConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>What endpoints of every room answer with, for the OpenAPI document of a native executable.</summary>
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class SharedJson : JsonSerializerContext
{
    public static SharedJson Bodies { get; } = new(TandemJson.Options());
}
