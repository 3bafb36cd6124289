namespace Tandem.Bench.Peers;

/// <summary>What every peer is asked to do.</summary>
internal enum PeerOperation
{
    /// <summary>Renew a session: hand out new tokens, or extend it.</summary>
    Refresh,

    /// <summary>Answer "ok" to whoever is signed in.</summary>
    Verify,

    /// <summary>Answer with the account as it is stored now.</summary>
    Account,

    /// <summary>Check a password, the right one, and make a session.</summary>
    SignIn,
}

/// <summary>What tables and data call the operations.</summary>
internal static class PeerOperationNames
{
    public static string DisplayName(this PeerOperation operation) => operation switch
    {
        PeerOperation.Refresh => "refresh",
        PeerOperation.Verify => "verify",
        PeerOperation.Account => "account",
        _ => "sign-in",
    };

    /// <summary>Connections: evaluating passwords takes processors, not waiting.</summary>
    public static int Clients(this PeerOperation operation, int clients) => operation is PeerOperation.SignIn ? Math.Min(clients, 8) : clients;
}
