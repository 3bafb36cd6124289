using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>
/// Somebody with an empty home folder who follows pages of the docs: types their commands and writes their files, in their order. What the pages
/// do not say is not done, but for ports, which are free ones here, and for what only root may do: see <see cref="AsRoot"/>.
/// </summary>
public sealed partial class Walk : IAsyncDisposable
{
    // The packages' fixture has typed this already, for all walks.
    private const string Pack = "~/tandem/eng/packages.sh\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder home = new();
    private readonly Dictionary<string, string> ports = new[] { "443", "5080", "5173", "8080" }
        .ToDictionary(port => port, _ => LoopbackPort.Free().ToString(CultureInfo.InvariantCulture));

    private readonly Dictionary<string, RunningProgram> running = [];
    private readonly StringBuilder said = new();
    private readonly string? packagesFolder;

    /// <summary>Starts in an empty folder.</summary>
    /// <param name="packages">What <c>~/tandem/eng/packages.sh</c> has made.</param>
    /// <param name="packagesFolder">Where NuGet unpacks packages, if not in the home folder.</param>
    public Walk(PackedPackages packages, string? packagesFolder = null)
    {
        this.packagesFolder = packagesFolder;
        Folder = Directory.CreateDirectory(home.File("work")).FullName;
        Directory.CreateDirectory(home.File("tandem", "artifacts"));
        Directory.CreateSymbolicLink(home.File("tandem", "artifacts", "packages"), packages.Feed);
        // Where this machine gets other packages from.
        if (MachineFile(".nuget", "NuGet", "NuGet.Config") is { } sources)
        {
            Directory.CreateDirectory(home.File(".nuget", "NuGet"));
            File.Copy(sources, home.File(".nuget", "NuGet", "NuGet.Config"));
        }
    }

    /// <summary>Where the walker is.</summary>
    public string Folder { get; private set; }

    /// <summary>What the commands wrote.</summary>
    public string Said => said.ToString();

    /// <summary>What the program that listens at a port of the docs has written to its standard output.</summary>
    public string Log(int port) => running[port.ToString(CultureInfo.InvariantCulture)].Output;

    /// <summary>What stands in place of <c>http://localhost:5080</c> and the like.</summary>
    public Uri Url(int port) => new($"http://localhost:{ports[port.ToString(CultureInfo.InvariantCulture)]}");

    /// <summary>A text of the docs with the ports that are used here.</summary>
    public string WithPortsOfHere(string text) => PortOfDocs().Replace(text, match => ports[match.Value]);

    /// <summary>
    /// What a page has root do, and what is done here instead, in this order: everything happens below the home folder, and nginx is one of its own
    /// with the configuration of <c>samples/deployments</c> in place of the system's.
    /// </summary>
    private IEnumerable<(string OfPage, string Here)> AsRoot =>
    [
        // As root its workers would be another user, who cannot read the home folder.
        ("sudo systemctl reload nginx", $"nginx -p {home.Path}/ -c etc/nginx/nginx.conf -e stderr{(Environment.IsPrivilegedProcess ? " -g 'user root;'" : "")}"),
        ("sudo ", ""),
        ("/etc/nginx/", home.File("etc", "nginx") + "/"),
        ("/etc/ssl/", home.File("etc", "ssl") + "/"),
        ("/var/www", home.File("var", "www")),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 443 ", $"listen 127.0.0.1:{ports["443"]} "),
        ("--resolve crm.example.com:443:127.0.0.1", $"--connect-to crm.example.com:443:127.0.0.1:{ports["443"]}"),
    ];

    /// <summary>A file below the home folder.</summary>
    public string HomeFile(params string[] parts) => home.File(parts);

    /// <summary>Does what a page says.</summary>
    /// <param name="page">The page, relative to the root.</param>
    /// <param name="without">A section that is left out, where the page offers two ways.</param>
    /// <param name="only">The one section that is followed.</param>
    /// <param name="before">The section at which to stop.</param>
    public async Task FollowAsync(string page, string without = "", string only = "", string before = "")
    {
        foreach (var block in DocumentBlock.Of(page, without, only, before))
        {
            switch (block.Name)
            {
                case "shell":
                    await TypeAsync(block.Text);
                    break;
                case "run":
                    await RunAsync(block.Port, block.Text);
                    break;
                default:
                    await WriteAsync(block.Name, block.Text);
                    break;
            }
        }
    }

    /// <summary>Writes a file of where the walker is.</summary>
    public async Task WriteAsync(string name, string text)
    {
        var file = Path.Combine(Folder, OfHere(name));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, OfHere(text));
    }

    /// <summary>Types commands, and waits for their end.</summary>
    public async Task TypeAsync(string commands)
    {
        var place = home.File("place");
        var typed = OfHere(commands.Replace(Pack, "", StringComparison.Ordinal));
        var end = (await RunningProgram.RunAsync(Sh($"set -ex\n{typed}\npwd > {place}"), patience: Patience)).EnsureSuccess();
        said.Append(end.Output);
        Folder = (await File.ReadAllTextAsync(place)).TrimEnd();
    }

    /// <summary>Starts what goes on until it is stopped, and waits until it listens.</summary>
    /// <remarks>What listens there already is stopped: a page says so where it starts something again.</remarks>
    public async Task RunAsync(string port, string command)
    {
        if (running.Remove(port, out var before))
        {
            await before.DisposeAsync();
            // The application is a child of `dotnet run`, and may listen a moment longer than that.
            await Eventually.IsTrueAsync(async () => !await LoopbackPort.ListensAsync(PortOfHere(port)), Patience, before);
        }

        var program = running[port] = RunningProgram.Start(Sh($"exec {OfHere(command)}"));
        await Eventually.IsTrueAsync(async () => program.HasEnded || await GoesOnListeningAsync(PortOfHere(port)), Patience, program);
        Assert.False(program.HasEnded, program.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in running.Values)
            await program.DisposeAsync();
        home.Dispose();
    }

    private string OfHere(string text) => AsRoot.Aggregate(WithPortsOfHere(text), (adapted, pair) => adapted.Replace(pair.OfPage, pair.Here, StringComparison.Ordinal));

    private int PortOfHere(string port) => int.Parse(ports[port], CultureInfo.InvariantCulture);

    // Vite tries its port, gives it up, and then listens there.
    private static async Task<bool> GoesOnListeningAsync(int port)
    {
        if (!await LoopbackPort.ListensAsync(port))
            return false;
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        return await LoopbackPort.ListensAsync(port);
    }

    private ProgramStart Sh(string script)
    {
        var environment = DotnetEnvironment.Create();
        environment["HOME"] = home.Path;
        environment["PATH"] = $"{home.File(".dotnet", "tools")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        environment["DOTNET_CLI_HOME"] = null;
        environment["NUGET_PACKAGES"] = packagesFolder;
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        // What this machine has downloaded before need not be downloaded again.
        environment["NUGET_HTTP_CACHE_PATH"] = MachineFile(".local", "share", "NuGet", "http-cache");
        environment["npm_config_cache"] = MachineFile(".npm");
        environment["npm_config_userconfig"] = MachineFile(".npmrc");
        environment["npm_config_prefer_offline"] = "true";
        // npm asks whether it may download what `npm create` names.
        environment["npm_config_yes"] = "true";
        return new("sh", ["-c", script], Folder) { Environment = environment };
    }

    private static string? MachineFile(params string[] parts)
    {
        var path = Path.Combine([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), .. parts]);
        return Path.Exists(path) ? path : null;
    }

    [GeneratedRegex(@"\b(5080|5173|8080)\b")]
    private static partial Regex PortOfDocs();
}
