namespace Tandem.Packages.Tests.Walks;

/// <summary>The application that the docs tell how to make, made and running.</summary>
public sealed class Shop(PackedPackages packages) : IAsyncLifetime
{
    public const string Page = "docs/start/aspnetcore.md";

    private readonly Walk walk = new(packages);

    public Uri Url => walk.Url(5080);

    /// <summary>What the page's last commands wrote.</summary>
    public string Used => walk.Said;

    /// <summary>Where NuGet put the packages.</summary>
    public string PackagesFolder => walk.HomeFile(".nuget", "packages");

    /// <summary>Where the page says that they come from.</summary>
    public string Source => walk.HomeFile("tandem", "artifacts", "packages");

    public async ValueTask InitializeAsync() => await walk.FollowAsync(Page);

    public ValueTask DisposeAsync() => walk.DisposeAsync();
}
