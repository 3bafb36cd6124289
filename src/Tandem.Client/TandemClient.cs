using System.Net;
using System.Text.Json;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

using Tandem.Client.Endpoints;
using Tandem.Client.Errors;
using Tandem.Client.Requests;
using Tandem.Client.Responses;
using Tandem.Client.Session;
using Tandem.Client.Storage;

namespace Tandem.Client;

/// <summary>
/// Keeps a program signed in to a Tandem server. One of them stands for one session; it does nothing until the first call. Applications with
/// dependency injection get it by <see cref="TandemClientExtensions.AddTandemClient(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder, Action{TandemClientOptions})"/>.
/// </summary>
public sealed partial class TandemClient : ITandemSession, IDisposable, IAsyncDisposable
{
    /// <summary>Below the server's leeway by what a request may be on its way.</summary>
    internal static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(12);

    // A response of ours has a few kilobytes.
    private const int LongestResponse = 1 << 20;

    private readonly AuthEndpoints endpoints;
    private readonly HttpClient http;
    private readonly HttpClient authorized;
    private readonly AuthPost post;
    private readonly GuardedStore store;
    private readonly CurrentSession session;
    private readonly Refresher refresher;
    private readonly AccessTokenSource tokens;
    private readonly RefusalBackOff backOff;
    private readonly SignOuts signOuts;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <summary>Makes one.</summary>
    /// <exception cref="ConfigurationException">The options have faults; the message names all of them.</exception>
    public TandemClient(TandemClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Faults() is { Count: > 0 } faults)
            throw new ConfigurationException(ClientErrorCodes.Misconfigured, string.Join(' ', faults));

        time = options.TimeProvider ?? TimeProvider.System;
        logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<TandemClient>();
        endpoints = new(options.BaseAddress!, options.BasePath, options.AttachTo);
        store = new(options.TokenStore ?? new MemoryTokenStore());
        session = new(time, store.OutlivesCrash, Tell);
        backOff = new(time);

        var auth = options.AuthHandler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A server's address may change while the program runs.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        http = Client(auth, options);
        post = new(http, time, options.RequestTimeout);
        refresher = new(session, store, post, endpoints.Url("refresh"), time, options.RequestTimeout);
        signOuts = new(store, post, endpoints.Url("logout"), time, logger);
        tokens = new(session, store, refresher, TellOwed);
        authorized = Client(CreateHandler(auth), options);
    }

    /// <inheritdoc/>
    public event EventHandler<SessionChangedEventArgs>? SessionChanged;

    /// <inheritdoc/>
    public SessionSnapshot Session => session.Snapshot;

    /// <summary>A handler that attaches this session's access token and renews it. Any number may be made.</summary>
    /// <param name="inner">What sends the requests; null where it is set later, as by an HTTP client factory.</param>
    public DelegatingHandler CreateHandler(HttpMessageHandler? inner = null)
    {
        var handler = new TandemHandler(endpoints, tokens, session, backOff, time);
        if (inner is not null)
            handler.InnerHandler = inner;
        return handler;
    }

    /// <summary>A client of its own whose relative addresses belong to the server.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    }))
    { BaseAddress = endpoints.BaseAddress };

    /// <inheritdoc/>
    public async Task<SessionSnapshot> StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await tokens.GetAsync(refused: null, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch (TandemAuthException error) when (error is TransientException or { Code: ClientErrorCodes.SessionChanged })
        {
            // What there is to know stands in the session.
        }

        return Session;
    }

    /// <inheritdoc/>
    public async Task<SessionSnapshot> SignInAsync(string email, string password, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(password);
        var request = new LoginRequest(email, password);
        var response = await post.SendAsync(endpoints.Url("login"), request, ClientJson.Default.LoginRequest, cancellationToken).ConfigureAwait(false);
        var granted = response.Status == HttpStatusCode.OK ? TokenResponse.Parse(response.Body) : null;
        if (granted is null)
            throw response.Refusal();
        if (granted.RefreshToken is null)
        {
            throw new ConfigurationException(
                ClientErrorCodes.Misconfigured, "The server gave no refresh token. List 'body' in Tandem:RefreshToken:Delivery.");
        }

        var signedIn = granted.ToStored(granted.RefreshToken, time.GetUtcNow());
        await store.UpdateAsync(stored => stored.SignIn(signedIn)).ConfigureAwait(false);
        session.SignIn(signedIn, granted);
        return Session;
    }

    /// <inheritdoc/>
    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        await tokens.RestoreAsync(cancellationToken).ConfigureAwait(false);
        var epoch = session.Latest.Epoch;
        var held = session.Held;
        if (held is not null)
        {
            await store.UpdateAsync(stored => stored.SignOut(held)).ConfigureAwait(false);
            session.End(SessionSnapshot.SignOutReason, epoch);
        }

        var telling = signOuts.TellAsync(held?.Details.Id);
        // The caller may be gone before it fails; it is logged in any case.
        _ = telling.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        await telling.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> GetAccessTokenAsync(CancellationToken cancellationToken = default) =>
        (await tokens.GetAsync(refused: null, TimeSpan.Zero, cancellationToken).ConfigureAwait(false)).Token;

    /// <inheritdoc/>
    public async Task<SessionSnapshot> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await tokens.RestoreAsync(cancellationToken).ConfigureAwait(false);
        if (session.Held is not null)
            await refresher.RefreshAsync(refused: null, cancellationToken).ConfigureAwait(false);
        return Session;
    }

    /// <inheritdoc/>
    public async Task<string> GetTicketAsync(CancellationToken cancellationToken = default)
    {
        if (await GetAccessTokenAsync(cancellationToken).ConfigureAwait(false) is null)
            throw new TandemAuthException(TandemErrorCodes.AccessTokenMissing, "Nobody is signed in.");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Url("ticket"));
        var response = await post.SendAsync(authorized, request, cancellationToken).ConfigureAwait(false);
        return response.Status == HttpStatusCode.OK && Ticket(response.Body) is { } ticket ? ticket : throw response.Refusal();
    }

    /// <summary>Stops telling the server of sign-outs; what is owed stays in the store. Clients that were made of it must not be used any more.</summary>
    public void Dispose()
    {
        signOuts.Dispose();
        authorized.Dispose();
        http.Dispose();
    }

    /// <summary>The same, but a sign-out that is being told is told to its end first: 12 s at most for each.</summary>
    public async ValueTask DisposeAsync()
    {
        await signOuts.SettleAsync().ConfigureAwait(false);
        Dispose();
    }

    private static HttpClient Client(HttpMessageHandler handler, TandemClientOptions options)
    {
        // A handler of the application's own is the application's to dispose of.
        var client = new HttpClient(handler, disposeHandler: options.AuthHandler is null) { MaxResponseContentBufferSize = LongestResponse, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
        return client;
    }

    private static string? Ticket(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ClientJson.Default.TicketResponse)?.Ticket;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void TellOwed(StoredTokens stored)
    {
        if (stored.SignOuts.Count > 0)
            signOuts.Begin();
    }

    private void Tell(SessionChangedEventArgs change)
    {
        if (change is { Change: SessionChange.SignedOut, Session.Reason: { } reason })
            Ended(logger, reason);
        foreach (var listener in Delegate.EnumerateInvocationList(SessionChanged))
        {
            try
            {
                listener(this, change);
            }
            catch (Exception error)
            {
                ListenerThrew(logger, error);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A listener of SessionChanged threw.")]
    private static partial void ListenerThrew(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Information, "The session is over: {Reason}.")]
    private static partial void Ended(ILogger logger, string reason);
}
