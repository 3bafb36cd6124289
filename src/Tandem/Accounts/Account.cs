namespace Tandem.Accounts;

/// <summary>A person's account, without its credentials.</summary>
public sealed record Account
{
    /// <summary>Random identifier, the <c>sub</c> claim; never reassigned.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address as its owner wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the owner has proved to receive mail there.</summary>
    public required bool EmailVerified { get; init; }

    /// <summary>The name to show, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Role names, as in the <c>roles</c> claim.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Whether it may sign in.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>
    /// Raised by every change that must take effect on tokens already handed out; an access token of an older epoch is refused.
    /// </summary>
    public required long Epoch { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
