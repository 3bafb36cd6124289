using System.Globalization;

namespace Tandem.Programs.Tests.Proxies;

/// <summary>A proxy with its recipe of <c>samples/deployments/proxies</c>, and how it is started on this machine.</summary>
/// <param name="Name">As the reference calls it.</param>
/// <param name="File">The recipe.</param>
/// <param name="IsSecure">Whether it ends TLS.</param>
/// <param name="Prepare">Writes what is started besides the recipe, and says how.</param>
internal sealed record ProxyRecipe(string Name, string File, bool IsSecure, Func<PreparedRecipe, ProgramStart> Prepare)
{
    private const string Modules = "/usr/lib/apache2/modules";

    public static IReadOnlyList<ProxyRecipe> All { get; } =
    [
        new("nginx", "nginx.conf", true, recipe =>
        {
            recipe.Folder.Write("main.conf", $$"""
                daemon off;
                pid nginx.pid;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  include nginx.conf;
                }
                """);
            string[] user = Environment.IsPrivilegedProcess ? ["-g", "user root;"] : [];
            return recipe.Start("nginx", ["-p", recipe.Folder.Path + "/", "-c", "main.conf", "-e", "stderr", .. user]);
        }),
        new("Apache", "apache.conf", true, recipe =>
        {
            recipe.Folder.Write("main.conf", $"""
                ServerRoot {recipe.Folder.Path}
                {string.Join('\n', ((string[])["mpm_event", "authz_core", "socache_shmcb", "ssl", "headers", "proxy", "proxy_http"]).Select(name => $"LoadModule {name}_module {Modules}/mod_{name}.so"))}
                Listen 127.0.0.1:{recipe.Port}
                ServerName localhost
                PidFile apache.pid
                ErrorLog /dev/stderr
                Mutex pthread
                {(Environment.IsPrivilegedProcess ? "User www-data" : "")}
                Include apache.conf
                """);
            return recipe.Start("apache2", ["-d", recipe.Folder.Path, "-f", "main.conf", "-D", "FOREGROUND"]);
        }),
        new("HAProxy", "haproxy.cfg", true, recipe => recipe.Start("haproxy", ["-db", "-f", "haproxy.cfg"])),
        new("Caddy", "Caddyfile", true, recipe =>
        {
            recipe.Folder.Write("main", "{\n  admin off\n}\nimport Caddyfile\n");
            return recipe.Start("caddy", ["run", "--config", "main", "--adapter", "caddyfile"]);
        }),
        new("Varnish", "varnish.vcl", false, recipe => recipe.Start("varnishd", [
            "-F", "-f", recipe.Folder.File("varnish.vcl"), "-a", $"127.0.0.1:{recipe.Port}", "-n", recipe.Folder.File("varnish"), "-s", "malloc,16m",
            .. Environment.IsPrivilegedProcess ? (string[])["-j", "none"] : []])),
        new("YARP", "yarp.json", true, recipe => recipe.Start("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Tandem.Yarp.Testing.dll"), recipe.Folder.File("yarp.json"), $"https://127.0.0.1:{recipe.Port}",
            recipe.Folder.File("fullchain.pem"), recipe.Folder.File("privkey.pem")])),
        new("Vite", "vite.config.js", false, recipe =>
        {
            Directory.CreateSymbolicLink(recipe.Folder.File("node_modules"), Repository.PathOf("node_modules"));
            return recipe.Start("node", ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", recipe.Port, "--strictPort"]);
        }),
        new("Next.js", "next.config.mjs", false, recipe =>
        {
            Directory.CreateSymbolicLink(recipe.Folder.File("node_modules"), Repository.PathOf("node_modules"));
            Directory.CreateDirectory(recipe.Folder.File("app"));
            return recipe.Start("node", ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", recipe.Port]);
        }) { SetsAddress = false },
    ];

    /// <summary>Whether it says what address it saw. Where it passes on what the client wrote, Tandem is not told to believe it.</summary>
    public bool SetsAddress { get; init; } = true;

    public override string ToString() => Name;
}

/// <summary>A recipe with addresses and files of a test in place of the example's.</summary>
internal sealed record PreparedRecipe(TemporaryFolder Folder, int Number)
{
    public string Port => Number.ToString(CultureInfo.InvariantCulture);

    public ProgramStart Start(string program, IReadOnlyList<string> words) => new(program, words, Folder.Path)
    {
        Environment = new Dictionary<string, string?> { ["HOME"] = Folder.Path, ["XDG_DATA_HOME"] = Folder.Path, ["XDG_CONFIG_HOME"] = Folder.Path, ["NEXT_TELEMETRY_DISABLED"] = "1" },
    };
}
