using System.Collections.Concurrent;
using System.Globalization;

using Tandem.Client.Errors;
using Tandem.Client.Storage;

namespace Tandem.Client.Tests.Support;

/// <summary>A client with what it told, and an HTTP client that carries its tokens.</summary>
public sealed class TestClient : IDisposable
{
    private readonly TandemClient client;
    private readonly ConcurrentQueue<string> story = new();

    public TestClient(TandemClientOptions options)
    {
        Store = options.TokenStore ??= new MemoryTokenStore();
        client = new TandemClient(options);
        Http = client.CreateHttpClient();
        client.SessionChanged += (_, change) => story.Enqueue(Line(change));
    }

    public ITandemSession Session => client;

    public TandemClient Client => client;

    public HttpClient Http { get; }

    public ITokenStore Store { get; }

    /// <summary>What happened, in a few words each; emptied by <see cref="Forget"/>.</summary>
    public IReadOnlyList<string> Story => [.. story];

    public SessionSnapshot Now => client.Session;

    public void Forget() => story.Clear();

    public Task SignInAsync(string email = "ada@example.com", string password = "correct") => client.SignInAsync(email, password, Cancellation);

    public async Task<int> StatusAsync(string path)
    {
        using var answer = await Http.GetAsync(path, Cancellation);
        return (int)answer.StatusCode;
    }

    /// <summary>The error that a call ends with.</summary>
    public static async Task<T> FailureAsync<T>(Func<Task> call) where T : Exception => await Assert.ThrowsAsync<T>(call);

    /// <summary>The transient error that a refresh ends with.</summary>
    public Task<TransientException> RefreshFailsAsync() => FailureAsync<TransientException>(() => client.RefreshAsync(Cancellation));

    public void Dispose()
    {
        Http.Dispose();
        client.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Line(SessionChangedEventArgs change)
    {
        var of = change.Change switch
        {
            SessionChange.SignedIn => change.Session.Session!.Id,
            SessionChange.Refreshed => change.Session.Session!.Generation.ToString(CultureInfo.InvariantCulture),
            SessionChange.SignedOut => change.Session.Reason,
            SessionChange.Stale => change.Session.Error!.Code,
            _ => change.Session.Status.ToString(),
        };
        return $"{change.Change} {of}{(change.IsFromOtherProcess ? " elsewhere" : "")}";
    }
}
