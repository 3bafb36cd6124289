using System.Net;

namespace Tandem.Nodes.Tests;

/// <summary>A client that refreshes again and again, at whatever node answers, as ours do: what failed is sent again, a new token replaces the old one.</summary>
internal sealed class Person(Cluster cluster, Grant signedIn)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<string> refusals = [];

    public string RefreshToken { get; private set; } = signedIn.RefreshToken!;

    /// <summary>Refreshes that were answered with 200.</summary>
    public int Refreshes { get; private set; }

    /// <summary>Answers that would have signed the person out.</summary>
    public IReadOnlyList<string> Refusals => refusals;

    public async Task RefreshUntilAsync(CancellationToken stopping)
    {
        for (var turn = 0; !stopping.IsCancellationRequested && refusals.Count == 0; turn++)
        {
            var nodes = cluster.Nodes.ToArray();
            await RefreshAsync(nodes[turn % nodes.Length]);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task RefreshAsync(Node node)
    {
        try
        {
            var (status, grant) = await node.RefreshAsync(RefreshToken);
            if (grant is not null)
            {
                RefreshToken = grant.RefreshToken ?? RefreshToken;
                Refreshes++;
            }
            else if (status is HttpStatusCode.Unauthorized)
            {
                refusals.Add($"401 after {Refreshes} refreshes");
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The node or the database is away.
        }
    }
}
