using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>
/// What resource servers need: public keys (RFC 7517) and metadata (RFC 8414). At the root, and again below the base path: a proxy that
/// passes on nothing but the API's paths reaches both there.
/// </summary>
internal static class DiscoveryEndpoints
{
    private const string KeysPath = "/.well-known/jwks.json";
    private const string MetadataPath = "/.well-known/oauth-authorization-server";

    public static void MapAtRoot(ResourceMapper routes, string publicPath)
    {
        MapKeys(routes, "jwks");
        MapMetadata(routes, MetadataPath, "metadata", KeysPath);
        // RFC 8414 §3.1: of an issuer with a path, the well-known part stands before it.
        if (publicPath.Length > 0)
            MapMetadata(routes, MetadataPath + publicPath, "metadata-of-path", KeysPath);
    }

    public static void MapUnderBase(ResourceMapper routes, string basePath)
    {
        MapKeys(routes, "jwks-below-base");
        MapMetadata(routes, MetadataPath, "metadata-below-base", basePath + KeysPath);
    }

    private static void MapKeys(ResourceMapper routes, string name)
    {
        routes.Map("GET", KeysPath, WriteKeysAsync).WithName(name).WithSummary("Public signing keys").Answers(StatusCodes.Status200OK);
        routes.Only(KeysPath, "GET");
    }

    private static void MapMetadata(ResourceMapper routes, string path, string name, string keysPath)
    {
        routes.Map("GET", path, context => WriteMetadataAsync(context, keysPath)).WithName(name).WithSummary("Server metadata").Answers(StatusCodes.Status200OK);
        routes.Only(path, "GET");
    }

    private static Task WriteKeysAsync(HttpContext context)
    {
        var keys = context.RequestServices.GetRequiredService<IKeyRingSource>().Current;
        return WriteAsync(context, JsonWebKeySet.From(keys).ToJson());
    }

    private static Task WriteMetadataAsync(HttpContext context, string keysPath)
    {
        var issuer = context.RequestServices.GetRequiredService<Deployment>().Issuer;
        var document = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(document))
        {
            json.WriteStartObject();
            json.WriteString("issuer"u8, issuer);
            json.WriteString("jwks_uri"u8, issuer + keysPath);
            // No OAuth flows yet: RFC 8414 §2 requires the member, empty says so.
            json.WriteStartArray("response_types_supported"u8);
            json.WriteEndArray();
            json.WriteStartArray("grant_types_supported"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return WriteAsync(context, document.WrittenMemory);
    }

    // Cacheable for less than the time a key is announced before it signs, so that every cache has it by then. What a client has
    // already, by its entity tag, is not sent again (RFC 9110 §13.1.2).
    private static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> document)
    {
        var caching = context.RequestServices.GetRequiredService<SigningPolicy>().Caching;
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = caching };
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(document.Span))}\"");
        return TypedResults.Bytes(document, "application/json", entityTag: tag).ExecuteAsync(context);
    }
}
