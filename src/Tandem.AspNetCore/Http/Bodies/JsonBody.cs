using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>
/// Reads a small JSON object strictly: duplicate names, wrong types, unpaired surrogates and deep nesting are refused, with what is wrong and
/// where. Members that are not known are ignored.
/// </summary>
internal static class JsonBody
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>The body; null after it was refused and answered.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.WriteAsync(context, ErrorCodes.UnsupportedMediaType);
            return null;
        }

        return await TryReadAsync(context, type);
    }

    /// <summary>
    /// As <see cref="ReadAsync"/> for endpoints that need no body: an empty one is an empty object, and a missing or plain-text
    /// content type is taken for JSON, as scripts that call <c>fetch</c> without headers send it.
    /// </summary>
    public static async Task<T?> ReadOptionalAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class, new()
    {
        var request = context.Request;
        if (request.ContentLength == 0 || (request.ContentLength is null && !HasBody(request)))
            return new T();
        if (!request.HasJsonContentType() && !IsPlainText(request.ContentType))
        {
            await Problem.WriteAsync(context, ErrorCodes.UnsupportedMediaType);
            return null;
        }

        return await TryReadAsync(context, type, emptyIs: new T());
    }

    private static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;

    private static bool IsPlainText(string? contentType) =>
        string.IsNullOrEmpty(contentType) || contentType.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);

    private static async Task<T?> TryReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, T? emptyIs = null) where T : class
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            var buffer = result.Buffer;
            if (buffer.Length > BodyLimitMiddleware.Limit)
            {
                reader.AdvanceTo(buffer.End);
                await Problem.WriteAsync(context, ErrorCodes.BodyTooLarge);
                return null;
            }

            if (!result.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            T? value;
            string? fault = null;
            try
            {
                value = buffer.IsEmpty && emptyIs is not null ? emptyIs : Deserialize(buffer, type, out fault);
            }
            finally
            {
                reader.AdvanceTo(buffer.End);
            }

            if (value is null)
                await Problem.WriteAsync(context, ErrorCodes.MalformedRequest, fault);
            return value;
        }
    }

    private static T? Deserialize<T>(ReadOnlySequence<byte> buffer, JsonTypeInfo<T> type, out string? fault) where T : class
    {
        // In one piece: over several, the last of them empty, the framework's reader fails on a literal that breaks off (IndexOutOfRangeException).
        var utf8 = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray();
        // RFC 8259 §8.1: a reader may ignore it, and some editors and shells write one.
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        // Members that are not known are skipped unread; half a character in them is refused all the same. This also finds a second value.
        var text = new Utf8JsonReader(utf8, Strict);
        try
        {
            while (text.Read())
            {
                if (text.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = text.GetString();
            }
        }
        // An unpaired surrogate in an escape sequence is an InvalidOperationException of the reader.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            fault = JsonFaults.OfText(exception, utf8, text.TokenStartIndex);
            return null;
        }

        try
        {
            var json = new Utf8JsonReader(utf8, Strict);
            var value = JsonSerializer.Deserialize(ref json, type);
            fault = value is null ? "The body is null; send a JSON object." : null;
            return value;
        }
        catch (JsonException exception)
        {
            fault = JsonFaults.OfValue(exception, type);
            return null;
        }
        catch (InvalidOperationException)
        {
            fault = null;
            return null;
        }
    }
}
