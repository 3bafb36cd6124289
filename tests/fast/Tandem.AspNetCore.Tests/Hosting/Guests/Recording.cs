using System.Text;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Builder;

namespace Tandem.AspNetCore.Tests.Hosting.Guests;

/// <summary>What an application answered: status, headers and the bytes of the body, without what differs from one run to the next.</summary>
internal static partial class Recording
{
    private const string Host = "shop.example.com";

    public static async Task<IReadOnlyList<string>> OfAsync(WebApplication app)
    {
        await app.StartAsync();
        var cookies = new Dictionary<string, string>();
        // Nothing is followed, unpacked or added.
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var responses = new List<string>();
        foreach (var request in RecordedRequests.All)
            responses.Add($"{request}\n{await AskAsync(http, new Uri(app.Urls.First()), request, cookies)}");
        return responses;
    }

    private static async Task<string> AskAsync(HttpClient http, Uri url, RecordedRequest recorded, Dictionary<string, string> cookies)
    {
        using var request = new HttpRequestMessage(new HttpMethod(recorded.Method), new Uri(url, recorded.Target));
        request.Headers.Host = Host;
        if (recorded.Body is { } body)
            request.Content = new StringContent(body, Encoding.UTF8, recorded.ContentType);
        foreach (var (name, value) in recorded.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        if (cookies.Count > 0 && !request.Headers.Contains("Cookie"))
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await http.SendAsync(request);
        var recording = new StringBuilder().Append((int)response.StatusCode).Append(' ').AppendLine(response.ReasonPhrase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            foreach (var value in values)
            {
                if (name == "Set-Cookie")
                    Keep(cookies, value);
                recording.Append(name).Append(": ").AppendLine(Settled(name, value));
            }
        }

        var bytes = await response.Content.ReadAsByteArrayAsync();
        return recording.AppendLine().Append(FrameworkFrames().Replace(Varying().Replace(Encoding.Latin1.GetString(bytes), "*"), "")).ToString();
    }

    private static void Keep(Dictionary<string, string> cookies, string header)
    {
        var (name, value) = (header[..header.IndexOf('=')], header[(header.IndexOf('=') + 1)..header.IndexOf(';')]);
        if (value.Length == 0)
            cookies.Remove(name);
        else
            cookies[name] = value;
    }

    private static string Settled(string name, string value) => name switch
    {
        "Date" => "*",
        // The value is sealed with keys of the run, and different each time.
        "Set-Cookie" => CookieValue().Replace(value, "=*"),
        _ => value,
    };

    // Ids of the run's traces, ports and sealed values that are shown in bodies.
    [GeneratedRegex("""00-[0-9a-f]{32}-[0-9a-f]{16}-0\d|127\.0\.0\.1:\d+|CfDJ8[\w-]+""")]
    private static partial Regex Varying();

    // The framework's own part of a stack trace in text: the runtime leaves out more of it the longer it runs.
    [GeneratedRegex("""\n *(at (Microsoft|System)\.|--- End of )[^\n]*""")]
    private static partial Regex FrameworkFrames();

    [GeneratedRegex("(?<=^[^=]*)=[^;]*")]
    private static partial Regex CookieValue();
}
