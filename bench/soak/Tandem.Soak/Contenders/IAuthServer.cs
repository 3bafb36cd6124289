namespace Tandem.Soak.Contenders;

/// <summary>A server under test: a process of its own.</summary>
internal interface IAuthServer : IAsyncDisposable
{
    string Url { get; }

    /// <summary>How often it took a refresh token for a stolen one.</summary>
    Task<int> ReuseAlarmsAsync();
}
