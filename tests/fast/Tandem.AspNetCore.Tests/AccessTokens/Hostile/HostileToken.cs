namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>A token that must not pass.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Token">The characters.</param>
internal sealed record HostileToken(string Name, string Token)
{
    /// <summary>The statuses that may answer it.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [401];

    /// <summary>The code of a 401.</summary>
    public string Code { get; init; } = "access_token_invalid";

    /// <summary>Whether the characters can stand in a header; others are for the validator only.</summary>
    public bool FitsHeader => !Token.AsSpan().ContainsAny('\r', '\n', '\0') && Token == Token.Trim();
}
