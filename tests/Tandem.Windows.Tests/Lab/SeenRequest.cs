namespace Tandem.Windows.Tests.Lab;

/// <summary>A request to the API as the HTTPS server saw it.</summary>
/// <param name="Name">Method and last part of the path: <c>POST refresh</c>.</param>
/// <param name="Status">What the page was answered; 0 while it waits, or when the connection was cut.</param>
/// <param name="Presented">Generation of the refresh token that came in the cookie.</param>
/// <param name="Given">Generation of the refresh token that went back in one.</param>
/// <param name="At">When it came, since the site was made.</param>
internal sealed record SeenRequest(string Name, int Status, long? Presented, long? Given, TimeSpan At)
{
    public override string ToString() => $"{Name} {Status}" + (Presented is null && Given is null ? "" : $" ({Presented} -> {Given})");
}
