namespace Tandem.Tabs.Tests.Lab;

/// <summary>A request to the API as the HTTPS server saw it.</summary>
/// <param name="Name">Method and last part of the path: <c>POST refresh</c>.</param>
/// <param name="Status">What the page was answered; 0 while it waits, or when the connection was cut.</param>
/// <param name="Presented">The cookie that came.</param>
/// <param name="Given">The cookie that went back.</param>
/// <param name="At">When it came, since the site was made.</param>
internal sealed record ProxiedRequest(string Name, int Status, RefreshCookie? Presented, RefreshCookie? Given, TimeSpan At)
{
    public override string ToString() => $"{Name} {Status}" + (Presented is null && Given is null ? "" : $" ({Presented?.Generation} -> {Given?.Generation})");
}
