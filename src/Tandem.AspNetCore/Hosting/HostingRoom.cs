using System.Net;

using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Platform;
using Tandem.Sessions;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Hosting;

/// <summary>The process: its clock, where it keeps its data, its health and its metrics.</summary>
internal sealed class HostingRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Text<HostingOptions>("DataFolder", "tandem-data", "a folder", "Where the database and the master key are kept. `--data` on the command line sets it. It gets a `.gitignore` that hides it from git, unless it has one, or is the working directory or the root of a repository.",
            (options, value) => options.DataFolder = value),
        Text<HostingOptions>("Storage:Provider", "sqlite", "`sqlite` or `postgresql`", "Where state is kept. PostgreSQL lets several nodes share it; it needs `Storage:ConnectionString`, and `MasterKeyFile` or `MasterKey`.",
            (options, value) => options.StorageProvider = value),
        Text<HostingOptions>("Storage:ConnectionString", "`tandem.db` in the data folder", "such as `Data Source=/var/lib/tandem/tandem.db`, or `Host=db.example.com;Database=tandem;Username=tandem;Password=...`", "The database. Of several PostgreSQL hosts, separated by commas, the one that takes writes is used.",
            (options, value) => options.StorageConnectionString = value) with { IsSecret = true },
        Flag<HostingOptions>("Storage:New", "false", "Makes a database although the master key is given from outside, which otherwise means that there should be one. `--new` on the command line sets it. Say it for the first start only: an empty volume must not pass for a new installation.",
            (options, value) => options.StorageIsNew = value),
        Url<HostingOptions>("Metrics:Url", "none", "Serves metrics as Prometheus text on a listener of its own, such as `http://127.0.0.1:9464`. Keep it off the public network.",
            (options, value) => options.MetricsUrl = value),
        Url<HostingOptions>("DocsUrl", "none", "Where you publish Tandem's documentation as web pages, each at the path of its file, such as `docs/guides/cookie-does-not-arrive.html` below this address. Errors and diagnoses in responses then link to it as `docs`, and so does the log; without it the log names the command that explains the cause, `tandem explain`.",
            (options, value) => options.DocsUrl = value),
        Duration<HostingOptions>("DrainDelay", "00:00:01", "0 to 5 minutes", "How long requests are still taken after SIGTERM, while `/readyz` answers 503. Longer than your load balancer's check interval.",
            (options, value) => options.DrainDelay = value),
    ];

    public override IReadOnlyList<Resource> Resources { get; } = [Resource.Of<HealthEndpoints>()];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(IStorageLifetime)];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        var hosting = options.Get<HostingOptions>();
        if (hosting.StorageProvider is not ("sqlite" or "postgresql"))
            yield return ConfigurationFault.Of("Storage:Provider", hosting.StorageProvider, "State is kept in SQLite or in PostgreSQL.", "Write sqlite or postgresql.");
        if (hosting.StorageProvider == "postgresql" && hosting.StorageConnectionString.Length == 0)
        {
            yield return ConfigurationFault.Of("Storage:ConnectionString", "not set", "PostgreSQL needs a connection string.",
                "Write for example Host=db.example.com;Database=tandem;Username=tandem;Password=...");
        }

        if (hosting.DrainDelay < TimeSpan.Zero || hosting.DrainDelay > TimeSpan.FromMinutes(5))
            yield return ConfigurationFault.Of("DrainDelay", hosting.DrainDelay, "The drain delay is from 0 to 5 minutes.", "The default is 00:00:01.");
        if (hosting.MetricsUrl is { } metrics && (metrics.Scheme != "http" || metrics.AbsolutePath != "/"))
            yield return ConfigurationFault.Of("Metrics:Url", metrics.ToString(), "Metrics are served over plain HTTP at /metrics.", "Write for example http://127.0.0.1:9464.");
    }

    // The web server takes any name but localhost for all addresses.
    public override IEnumerable<ConfigurationWarning> Warn(OptionParts options)
    {
        if (options.Get<HostingOptions>().MetricsUrl is { } metrics && !(IPAddress.TryParse(metrics.DnsSafeHost, out var address)
            ? !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            : metrics.Host == "localhost"))
        {
            yield return ConfigurationWarning.Of("Metrics:Url", metrics.GetLeftPart(UriPartial.Authority),
                "Metrics are served on all addresses of this machine, to whoever reaches one.", $"For this machine only: Tandem__Metrics__Url=http://127.0.0.1:{metrics.Port}");
        }
    }

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton(MachineTime.Current);
        services.TryAddSingleton(SecureRandom.System);
        services.TryAddSingleton<InstallationClock>();
        services.TryAddSingleton<ClockDoubt>();
        services.TryAddSingleton<ClockDoubts>();
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new PublishedDocs(provider.GetRequiredService<IOptions<HostingOptions>>().Value.DocsUrl));
        services.TryAddSingleton<TandemMetrics>();
        services.TryAddSingleton<Draining>();
        services.AddHostedService<StartAndStopEvents>();
        services.AddHostedService<ClockWatch>();
        services.AddHostedService<StorageWatch>();
        services.AddHostedService<PrometheusListener>();
        services.AddHostedService<MetricsAnnouncement>();
    }
}

/// <summary>Where data is kept, how the process stops, and where its metrics are served.</summary>
internal sealed class HostingOptions
{
    public string DataFolder { get; set; } = "tandem-data";

    public string StorageProvider { get; set; } = "sqlite";

    public string StorageConnectionString { get; set; } = "";

    public bool StorageIsNew { get; set; }

    public Uri? MetricsUrl { get; set; }

    public Uri? DocsUrl { get; set; }

    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(1);

    public StorageSettings ToStorageSettings() => new(StorageProvider, StorageConnectionString, Path.GetFullPath(DataFolder));
}
