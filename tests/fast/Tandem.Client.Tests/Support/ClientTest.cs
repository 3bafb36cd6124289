using Tandem.Testing;

namespace Tandem.Client.Tests.Support;

/// <summary>A fresh server and clock for each test; everything is closed after it.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly List<IDisposable> made = [];

    protected FakeTandem Server { get; private set; } = null!;

    protected ManualTimeProvider Time { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Server = await FakeTandem.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in made)
            client.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client of the server.</summary>
    protected TestClient Client(Action<TandemClientOptions>? configure = null)
    {
        var options = new TandemClientOptions { BaseAddress = Server.Url, TimeProvider = Time };
        configure?.Invoke(options);
        var client = new TestClient(options);
        made.Add(client);
        return client;
    }

    /// <summary>The same, with somebody signed in and the server's log emptied.</summary>
    protected async Task<TestClient> SignedInAsync(Action<TandemClientOptions>? configure = null)
    {
        var client = Client(configure);
        await client.SignInAsync();
        Server.Forget();
        client.Forget();
        return client;
    }

    /// <summary>Sends a body and tells the token and the body that the server saw.</summary>
    protected static async Task<string> EchoAsync(TestClient client, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await client.Http.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }
}
