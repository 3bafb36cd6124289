using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

using Microsoft.Net.Http.Headers;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>
/// What resource servers need: public keys (RFC 7517) and metadata (RFC 8414). At the root, and again below the base path: a proxy that
/// passes on nothing but the API's paths reaches both there. The metadata is also where OpenID Connect has its own, for verifiers that ask
/// nowhere else; it is the document of an OAuth 2.0 server all the same.
/// </summary>
internal sealed class DiscoveryEndpoints(IKeyRingSource ring, SigningPolicy policy, PublicAddress address) : IResource<DiscoveryEndpoints>
{
    private const string KeysPath = "/.well-known/jwks.json";
    private const string MetadataPath = "/.well-known/oauth-authorization-server";
    private const string OpenIdPath = "/.well-known/openid-configuration";

    public static void Map(ResourceRoutes<DiscoveryEndpoints> routes)
    {
        MapKeys(routes.AtRoot, "jwks");
        MapMetadata(routes.AtRoot, MetadataPath, "metadata", KeysPath);
        MapMetadata(routes.AtRoot, OpenIdPath, "metadata-of-openid", KeysPath);
        // RFC 8414 §3.1: of an issuer with a path, the well-known part stands before it.
        if (routes.PublicPath.Length > 0)
            MapMetadata(routes.AtRoot, MetadataPath + routes.PublicPath, "metadata-of-path", KeysPath);
        MapKeys(routes.UnderBase, "jwks-below-base");
        MapMetadata(routes.UnderBase, MetadataPath, "metadata-below-base", routes.BasePath + KeysPath);
        MapMetadata(routes.UnderBase, OpenIdPath, "metadata-of-openid-below-base", routes.BasePath + KeysPath);
    }

    private static void MapKeys(ResourceMapper<DiscoveryEndpoints> routes, string name)
    {
        routes.Map("GET", KeysPath, endpoint => endpoint.WriteKeysAsync).WithName(name).WithSummary("Public signing keys").Responds(StatusCodes.Status200OK);
        routes.Only(KeysPath, "GET");
    }

    private static void MapMetadata(ResourceMapper<DiscoveryEndpoints> routes, string path, string name, string keysPath)
    {
        routes.Map("GET", path, endpoint => context => endpoint.WriteMetadataAsync(context, keysPath)).WithName(name).WithSummary("Server metadata").Responds(StatusCodes.Status200OK);
        routes.Only(path, "GET");
    }

    private Task WriteKeysAsync(HttpContext context) => WriteAsync(context, JsonWebKeySet.From(ring.Current).ToJson());

    private Task WriteMetadataAsync(HttpContext context, string keysPath)
    {
        var issuer = address.Issuer;
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
    private Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> document)
    {
        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = policy.Caching };
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(document.Span))}\"");
        return TypedResults.Bytes(document, "application/json", entityTag: tag).ExecuteAsync(context);
    }
}
