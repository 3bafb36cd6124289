using System.Text.Json;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Problems;

/// <summary>Writes problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problem
{
    public const string MediaType = "application/problem+json";

    /// <summary>
    /// Answers with an error, as HTML where the application has pages and a browser asks for one. <paramref name="detail"/> must say
    /// nothing secret; without it the table's own words are used.
    /// </summary>
    public static Task WriteAsync(
        HttpContext context, ErrorCode error, string? detail = null, Action<Utf8JsonWriter>? more = null)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        context.Features.Set(error);
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        // Tandem's endpoints have both already; an application's do not.
        response.Headers.XContentTypeOptions = "nosniff";
        if (context.Features.Get<TandemRequest>() is { } request)
            response.Headers[RequestIdMiddleware.Header] = request.Id;
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        if (PageResponse.IsWanted(context))
            return PageResponse.WriteAsync(context, error, detail);

        using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "urn:tandem:problem:" + error.Code);
            json.WriteString("title"u8, error.Title);
            json.WriteNumber("status"u8, error.Status);
            json.WriteString("detail"u8, detail ?? $"{error.Cause} {error.Cure}");
            json.WriteString("code"u8, error.Code);
            json.WriteString("requestId"u8, TandemRequest.IdOf(context));
            if (context.RequestServices.GetService<PublishedDocs>()?.AddressOf($"docs/reference/errors.md#{error.Code}") is { } docs)
                json.WriteString("docs"u8, docs);
            more?.Invoke(json);
            json.WriteEndObject();
        }

        return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }

    /// <summary>Answers <c>validation_failed</c> with the rule that each member breaks.</summary>
    public static Task WriteInvalidAsync(HttpContext context, IReadOnlyDictionary<string, string> errors) =>
        WriteAsync(context, ErrorCodes.ValidationFailed, string.Join(' ', errors.Values), json =>
        {
            json.WriteStartObject("errors"u8);
            foreach (var (member, rule) in errors)
            {
                json.WriteStartArray(member);
                json.WriteStringValue(rule);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        });

    /// <summary>Answers with an error that passes by itself.</summary>
    public static Task WriteTransientAsync(HttpContext context, ErrorCode error, TimeSpan retryAfter, string? detail = null)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return WriteAsync(context, error, detail);
    }
}
