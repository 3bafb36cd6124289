namespace Tandem.Tests.Refresh.Model;

/// <summary>What the explorers call in place of a server: the product's rules, or drafts of them. Times are in ticks.</summary>
internal interface IRefreshRules
{
    int Leeway { get; }

    /// <summary>How long candidates settle.</summary>
    int SettlingTime { get; }

    /// <summary>Whether it matters when a refresh token was made.</summary>
    bool UsesTokenAge { get; }

    /// <summary>Whether an access token from before the row's last change proves nothing.</summary>
    bool WantsFreshSightings { get; }

    Decision Decide(in Row row, int generation, int issuedAt, int now);

    /// <summary>Whether an access token, seen now, is written down as proof that its generation was kept.</summary>
    bool Confirms(in Row row, int generation, int issuedAt, int now);
}
