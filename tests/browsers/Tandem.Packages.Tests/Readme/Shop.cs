using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Readme;

/// <summary>The application that the README tells how to make, made and running.</summary>
public sealed class Shop(PackedPackages packages) : IAsyncLifetime
{
    private readonly Outside outside = new(packages.Feed);
    private RunningProgram? application;

    public Uri Url => outside.Url;

    /// <summary>What the README's last commands wrote.</summary>
    public string Used { get; private set; } = "";

    /// <summary>Where NuGet put the packages.</summary>
    public string PackagesFolder => outside.PackagesFolder;

    public async ValueTask InitializeAsync()
    {
        var readme = ReadmeScripts.Of(ReadmeBlock.All());
        var before = await outside.RunAsync(outside.Path, readme.Before + "\npwd");
        var made = before.TrimEnd().Split('\n')[^1];
        application = await outside.StartAsync(made, readme.Run);
        Used = await outside.RunAsync(made, readme.After);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
            await application.DisposeAsync();
        outside.Dispose();
    }
}
