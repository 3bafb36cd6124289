using Tandem.AccessTokens;

namespace Tandem.Revocation;

/// <summary>Waits for a token to be refused, and then says so, once. After it was disposed of nothing is said.</summary>
internal sealed class RefusalWatch(AccessToken token, Action refused, RefusalWatches watches) : IDisposable
{
    // Held while it is said: whoever disposes of it can rely on that being over.
    private readonly Lock gate = new();
    private bool done;

    public AccessToken Token => token;

    public void Refused()
    {
        lock (gate)
        {
            if (!done)
                refused();
            done = true;
        }
    }

    public void Dispose()
    {
        watches.Remove(this);
        lock (gate)
            done = true;
    }
}
