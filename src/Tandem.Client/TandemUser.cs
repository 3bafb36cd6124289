namespace Tandem.Client;

/// <summary>The signed-in person, as the server described them last.</summary>
/// <param name="Id">Their account.</param>
/// <param name="Email">Their address.</param>
/// <param name="EmailVerified">Whether the address is proved to be theirs.</param>
/// <param name="DisplayName">Their name, if they gave one.</param>
/// <param name="Roles">What they may do, for display: the API decides.</param>
public sealed record TandemUser(string Id, string Email, bool EmailVerified, string? DisplayName, IReadOnlyList<string> Roles);
