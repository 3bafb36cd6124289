using System.Text;
using System.Text.Json;

namespace Tandem.AspNetCore.Testing;

/// <summary>A request, header by header: nothing is added that a test did not ask for.</summary>
public sealed class ApiRequest(string method, string path)
{
    /// <summary>Stands in a <c>Cookie</c> header for the name that the host sets for the page.</summary>
    public const string PresentName = "{refresh cookie}";

    private readonly List<KeyValuePair<string, string>> headers = [];
    private byte[]? body;
    private string? contentType;
    private bool chunked;

    /// <summary>Adds a header as it stands.</summary>
    public ApiRequest Header(string name, string value)
    {
        headers.Add(new(name, value));
        return this;
    }

    /// <summary>Adds <c>Authorization: Bearer</c>.</summary>
    public ApiRequest Bearer(string? accessToken) => accessToken is null ? this : Header("Authorization", "Bearer " + accessToken);

    /// <summary>Adds the refresh cookie by the name that the host sets for the page.</summary>
    public ApiRequest Cookie(string? refreshToken) => refreshToken is null ? this : Cookies(PresentName + "=" + refreshToken);

    /// <summary>Adds a <c>Cookie</c> header.</summary>
    public ApiRequest Cookies(string cookies) => Header("Cookie", cookies);

    /// <summary>Adds <c>Origin</c>.</summary>
    public ApiRequest Origin(string? origin) => origin is null ? this : Header("Origin", origin);

    /// <summary>Sends a value as JSON.</summary>
    public ApiRequest Json(object value) => Body(JsonSerializer.Serialize(value, JsonSerializerOptions.Web));

    /// <summary>Sends text.</summary>
    public ApiRequest Body(string text, string? type = "application/json") => Body(Encoding.UTF8.GetBytes(text), type);

    /// <summary>Sends bytes.</summary>
    public ApiRequest Body(byte[] bytes, string? type = "application/json")
    {
        body = bytes;
        contentType = type;
        return this;
    }

    /// <summary>Sends the body in chunks, without saying how long it is.</summary>
    public ApiRequest Chunked()
    {
        chunked = true;
        return this;
    }

    internal HttpRequestMessage ToMessage(Func<string?, string> cookieName)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value.Contains(PresentName, StringComparison.Ordinal)
                ? value.Replace(PresentName, cookieName(headers.Find(header => header.Key == "Origin").Value), StringComparison.Ordinal)
                : value);
        }

        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            if (contentType is not null)
                message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            if (chunked)
                message.Headers.TransferEncodingChunked = true;
        }

        return message;
    }
}
