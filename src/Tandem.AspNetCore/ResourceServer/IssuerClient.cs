using System.Net;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>Reads small documents from the issuer: no redirects (ASVS 15.3.2), no cookies, no proxy but the one given, bounded in size and time.</summary>
internal sealed class IssuerClient : IDisposable
{
    private const int MaximumBytes = 64 * 1024;
    private const int MaximumHeaderKilobytes = 16;

    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    public IssuerClient(TandemBearerOptions options, TimeProvider time)
    {
        timeout = options.Timeout;
        this.time = time;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy,
            // A document of 64 KiB must not unpack to gigabytes.
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MaximumHeaderKilobytes,
            // So that the issuer's move to another address is noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Reads one document.</summary>
    /// <exception cref="IssuerException">The answer is another than 200, not JSON, or too large.</exception>
    /// <exception cref="HttpRequestException">There is none.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    /// <exception cref="OperationCanceledException">It did not come in time.</exception>
    public async Task<IssuerDocument> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("application/jwk-set+json");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new IssuerException($"The issuer answered {(int)response.StatusCode}.");
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/jwk-set+json"))
            throw new IssuerException("The issuer's answer is not declared as JSON.");
        var content = await ReadAsync(response.Content, either.Token);
        return new IssuerDocument(content, response.Headers.CacheControl, response.Headers.Age);
    }

    public void Dispose() => http.Dispose();

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaximumBytes)
            throw TooLarge();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaximumBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaximumBytes ? buffer[..length] : throw TooLarge();
    }

    private static IssuerException TooLarge() => new($"The issuer's answer has more than {MaximumBytes} bytes.");
}

/// <summary>The issuer's answer is none to rely upon.</summary>
internal sealed class IssuerException(string message) : Exception(message);
