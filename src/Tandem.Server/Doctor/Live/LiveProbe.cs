using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>Asks the API as a page's <c>fetch</c> would: no redirect is followed, no cookie kept, and everything is bounded.</summary>
internal sealed class LiveProbe : IDisposable
{
    private const int LongestBody = 256 * 1024;
    private const int LongestHeadersInKilobytes = 64;

    private readonly Setup setup;
    private readonly LiveSettings settings;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private Finding? certificateFault;

    public LiveProbe(Setup setup, LiveSettings settings, TimeProvider time)
    {
        this.setup = setup;
        this.settings = settings;
        this.time = time;
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = LongestHeadersInKilobytes,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken),
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = Accepts,
                CertificateChainPolicy = Trusting(settings.Authorities),
            },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request, and logs it and its response on standard error.</summary>
    /// <exception cref="LiveFailure">There is no response.</exception>
    public async Task<LiveResponse> SendAsync(
        HttpMethod method, Uri url, Origin page, IEnumerable<(string Name, string Value)> headers, byte[]? json, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers.Concat(AsFetch(page)))
            request.Headers.TryAddWithoutValidation(name, value);
        if (json is not null)
            request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        else if (method == HttpMethod.Post)
            request.Content = new ByteArrayContent([]);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var answer = await ReadAsync($"{method} {url}", response, limit.Token);
            await Console.Error.WriteLineAsync($"{answer.Request}: {answer.Status}");
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(method, url, Unreachable(url, $"It did not answer within {settings.Timeout.TotalSeconds:0} seconds."));
        }
        catch (HttpRequestException exception)
        {
            throw Failed(method, url, Explain(url, exception));
        }
        catch (IOException exception)
        {
            throw Failed(method, url, Unreachable(url, exception.Message));
        }
    }

    /// <summary>Sends a POST that says nothing of a body, as some programs do; <see cref="HttpClient"/> cannot.</summary>
    /// <exception cref="LiveFailure">There is no response.</exception>
    public async Task<LiveResponse> PostWithoutLengthAsync(Uri url, Origin page, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await using var stream = await OpenAsync(url, limit.Token);
            var head = string.Join("\r\n", AsFetch(page).Select(header => $"{header.Name}: {header.Value}")
                .Prepend($"Host: {url.Authority}").Prepend($"POST {url.PathAndQuery} HTTP/1.1").Append("Connection: close").Append("").Append(""));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), limit.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var answer = new LiveResponse($"POST {url}", StatusIn(await reader.ReadLineAsync(limit.Token)), new Dictionary<string, IReadOnlyList<string>>(), "", time.GetUtcNow());
            await Console.Error.WriteLineAsync($"{answer.Request} without a length: {answer.Status}");
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(HttpMethod.Post, url, Unreachable(url, $"It did not answer within {settings.Timeout.TotalSeconds:0} seconds."));
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
        {
            throw Failed(HttpMethod.Post, url, Unreachable(url, PlainText.Escape(exception.Message)));
        }
    }

    public void Dispose() => http.Dispose();

    private static int StatusIn(string? line) =>
        line?.Split(' ') is ["HTTP/1.0" or "HTTP/1.1", var status, ..] && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new IOException("The connection was closed without a response.");

    private async Task<Stream> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var stream = await ConnectAsync(url.IdnHost, url.Port, cancellationToken);
        if (url.Scheme != Uri.UriSchemeHttps)
            return stream;
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = url.IdnHost, RemoteCertificateValidationCallback = Accepts, CertificateChainPolicy = Trusting(settings.Authorities) }, cancellationToken);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private async Task<LiveResponse> ReadAsync(string request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => (IReadOnlyList<string>)[.. header.Value], StringComparer.OrdinalIgnoreCase);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LongestBody];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new(request, (int)response.StatusCode, headers, Encoding.UTF8.GetString(buffer, 0, length), time.GetUtcNow());
    }

    // What a browser adds, so that a server that looks at it answers as it would to one.
    private IEnumerable<(string Name, string Value)> AsFetch(Origin page)
    {
        yield return ("Origin", page.ToString());
        yield return ("Accept", "application/json, */*");
        yield return ("Sec-Fetch-Mode", "cors");
        yield return ("Sec-Fetch-Dest", "empty");
        yield return ("Sec-Fetch-Site", setup.Refresh.SecFetchSite);
        yield return ("User-Agent", "tandem-doctor");
    }

    private async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = settings.Addresses.TryGetValue((host, port), out var address) ? [address]
            // Browsers look names below localhost up nowhere (RFC 6761 §6.3).
            : host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        certificateFault = CertificateFaults.Of(certificate, chain, errors, (sender as SslStream)?.TargetHostName ?? setup.Api.Host, time.GetUtcNow());
        return errors == SslPolicyErrors.None;
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    private Finding Explain(Uri url, HttpRequestException exception) => (exception.HttpRequestError, exception.InnerException) switch
    {
        (_, AuthenticationException) when certificateFault is { } fault => fault,
        (_, AuthenticationException inner) => LiveRule.TlsHandshake.Found(FindingSeverity.Error,
            $"{url.Authority} and this machine found no TLS to speak: {PlainText.Escape(inner.InnerException?.Message ?? inner.Message)}",
            "Offer TLS 1.2 and 1.3 with current ciphers, and see that the port speaks TLS at all. nginx: `ssl_protocols TLSv1.2 TLSv1.3;`"),
        (HttpRequestError.SecureConnectionError, _) => LiveRule.TlsHandshake.Found(FindingSeverity.Error,
            $"{url.Authority} broke the TLS handshake off.", "See that the port speaks TLS at all, with version 1.2 or 1.3. nginx: `listen 443 ssl;`"),
        (HttpRequestError.ResponseEnded, _) => LiveRule.ClosedUnanswered.Found(FindingSeverity.Error, $"{url.Scheme}://{url.Authority}: the connection was closed without a response.",
            "See that the application runs, and that the proxy opens a connection to it for each request. Apache: `disablereuse=on` at ProxyPass. HAProxy: `option http-server-close`, and no `http-request silent-drop`. nginx: no `return 444;`"),
        (HttpRequestError.NameResolutionError, _) or (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) =>
            Unreachable(url, $"The name {url.IdnHost} is not known."),
        (_, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => Unreachable(url, $"Nothing listens on port {url.Port}."),
        (_, { } inner) => Unreachable(url, PlainText.Escape(inner.Message)),
        _ => Unreachable(url, PlainText.Escape(exception.Message)),
    };

    private static Finding Unreachable(Uri url, string what) => LiveRule.Unreachable.Found(FindingSeverity.Error,
        $"{url.Scheme}://{url.Authority}: {what}",
        "Check that the server runs, the port is open and the name points to it. Before DNS does: `--resolve HOST:PORT:ADDRESS`");

    private static LiveFailure Failed(HttpMethod method, Uri url, Finding finding)
    {
        Console.Error.WriteLine($"{method} {url}: no answer");
        return new(finding);
    }
}

/// <summary>The API gave no response; the finding says why.</summary>
internal sealed class LiveFailure(Finding finding) : Exception(finding.Seen)
{
    public Finding Finding { get; } = finding;
}
