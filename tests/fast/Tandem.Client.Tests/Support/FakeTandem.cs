using System.Collections.Concurrent;
using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tandem.Client.Tests.Support;

/// <summary>A small Tandem on a real port, which answers as a test says.</summary>
public sealed class FakeTandem : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly HashSet<string> good = [];
    private readonly ConcurrentDictionary<string, RequestDelegate> overrides = new();
    private readonly ConcurrentQueue<Received> received = new();
    private int sessions;

    // Who signed in last, up to the @.
    private string user = "";

    private FakeTandem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(ReceiveAsync);
    }

    public Uri Url => new(app.Urls.First());

    /// <summary>The living session; null when there is none.</summary>
    public (string Id, long Generation)? Session { get; private set; }

    public int ExpiresIn { get; set; } = 900;

    /// <summary>How long a session goes on unused, as token responses say it; null when they say nothing.</summary>
    public int? RefreshExpiresIn { get; set; }

    /// <summary>Whether refreshes hand out refresh tokens.</summary>
    public bool GivesRefreshTokens { get; set; } = true;

    public IReadOnlyList<Received> Received => [.. received];

    public IEnumerable<string> Paths => Received.Select(request => request.Path);

    public int Refreshes => Count("/api/auth/refresh");

    public static async Task<FakeTandem> StartAsync()
    {
        var server = new FakeTandem();
        await server.app.StartAsync();
        return server;
    }

    public int Count(string path) => Received.Count(request => request.Path == path);

    public Received Last(string path) => Received.Last(request => request.Path == path);

    public void Forget() => received.Clear();

    /// <summary>Access tokens handed out so far are refused from now on.</summary>
    public void ExpireAccessTokens()
    {
        lock (gate)
            good.Clear();
    }

    /// <summary>Answers a path in another way; without one, as usual again.</summary>
    public void On(string path, RequestDelegate? answer = null)
    {
        if (answer is null)
            overrides.TryRemove(path, out _);
        else
            overrides[path] = answer;
    }

    /// <summary>Answers as usual, whatever was said for the path.</summary>
    public Task AnswerAsync(HttpContext context) => UsualAsync(context)();

    /// <summary>Keeps requests to a path waiting before they are looked at; then they are answered, as usual where nothing else is said.</summary>
    public HeldPath Hold(string path, RequestDelegate? then = null) => Held(path, held => async context =>
    {
        await held.WaitAsync(context.RequestAborted);
        await (then is null ? UsualAsync(context)() : then(context));
    });

    /// <summary>Decides on requests to a path at once, and keeps the answers back.</summary>
    public HeldPath HoldAnswer(string path) => Held(path, held => async context =>
    {
        var answer = UsualAsync(context);
        await held.WaitAsync(context.RequestAborted);
        await answer();
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private HeldPath Held(string path, Func<HeldPath, RequestDelegate> answer)
    {
        RequestDelegate? holding = null;
        var held = new HeldPath(() => overrides.TryRemove(new(path, holding!)));
        On(path, holding = answer(held));
        return held;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var seen = new Received(request.Method, request.Path + request.QueryString, headers.GetValueOrDefault("Authorization"), body, headers);
        context.Items[nameof(Support.Received)] = seen;
        received.Enqueue(seen);
        if (overrides.TryGetValue(seen.Path, out var answer))
            await answer(context);
        else
            await UsualAsync(context)();
    }

    private Func<Task> UsualAsync(HttpContext context)
    {
        var seen = (Received)context.Items[nameof(Support.Received)]!;
        lock (gate)
        {
            var token = seen.Authorization?.Replace("Bearer ", "", StringComparison.Ordinal);
            switch (seen.Path)
            {
                case "/api/auth/login":
                    if (seen.Json.GetProperty("password").GetString() != "correct")
                        return () => Reply.ProblemAsync(context, 401, "invalid_credentials");
                    user = seen.Json.GetProperty("email").GetString()!.Split('@')[0];
                    Session = ($"s{++sessions}", 1);
                    return Answer(context, Tokens(withRefreshToken: true));
                case "/api/auth/refresh":
                    if (Session is not { } session || !seen.Json.GetProperty("refreshToken").GetString()!.StartsWith($"r.{session.Id}.", StringComparison.Ordinal))
                        return () => Reply.ProblemAsync(context, 401, "session_revoked");
                    Session = session with { Generation = session.Generation + 1 };
                    return Answer(context, Tokens(GivesRefreshTokens));
                case "/api/auth/logout":
                    if (Session?.Id == seen.Json.GetProperty("sessionId").GetString())
                        Session = null;
                    return () => Reply.EmptyAsync(context, 204);
                case var _ when token is null:
                    return () => Reply.ProblemAsync(context, 401, "access_token_missing");
                case var _ when !good.Contains(token):
                    return () => Reply.ProblemAsync(context, 401, "access_token_expired");
                case "/api/auth/ticket":
                    return Answer(context, new { ticket = $"ticket for {token}", expiresIn = 30 });
                default:
                    return Answer(context, new { token, body = seen.Body });
            }
        }
    }

    private static Func<Task> Answer(HttpContext context, object body) => () => Reply.JsonAsync(context, 200, body);

    private Dictionary<string, object> Tokens(bool withRefreshToken)
    {
        var (id, generation) = Session!.Value;
        var accessToken = string.Create(CultureInfo.InvariantCulture, $"{id}.{generation}");
        good.Add(accessToken);
        var body = new Dictionary<string, object>
        {
            ["accessToken"] = accessToken,
            ["tokenType"] = "Bearer",
            ["expiresIn"] = ExpiresIn,
            ["user"] = new { id = user, email = $"{user}@example.com", emailVerified = true, displayName = $"The {user}", roles = new[] { "user" } },
            ["session"] = new { id, generation, createdAt = "2031-03-01T12:00:00Z", expiresAt = "2031-03-08T12:00:00Z" },
            ["serverTime"] = "2031-03-01T12:00:00Z",
        };
        if (RefreshExpiresIn is { } idle)
            body["refreshExpiresIn"] = idle;
        if (withRefreshToken)
            body["refreshToken"] = string.Create(CultureInfo.InvariantCulture, $"r.{id}.{generation}");
        return body;
    }
}
