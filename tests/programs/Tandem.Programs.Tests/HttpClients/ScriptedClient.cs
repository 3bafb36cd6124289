namespace Tandem.Programs.Tests.HttpClients;

/// <summary>An HTTP client with its cookie jar, in a script that signs in, refreshes three times, signs out, and refreshes once more.</summary>
/// <param name="Name">As the reference calls it.</param>
/// <param name="Command">What runs the script.</param>
/// <param name="Script">The script, in this repository.</param>
/// <param name="Version">Prints the version.</param>
internal sealed record ScriptedClient(string Name, IReadOnlyList<string> Command, string Script, IReadOnlyList<string> Version)
{
    private const string Scripts = "tests/programs/Tandem.Programs.Tests/HttpClients/Scripts/";
    private const string JavaScript = "tests/programs/javascript/http-clients/";
    private const string Python = "/usr/bin/python3";

    public static IReadOnlyList<ScriptedClient> All { get; } =
    [
        new("curl", ["sh"], Scripts + "curl.sh", ["sh", "-c", "curl --version | sed -n '1s/^curl \\([^ ]*\\).*/\\1/p'"]),
        new("wget", ["sh"], Scripts + "wget.sh", ["sh", "-c", "wget --version | sed -n '1s/^GNU Wget \\([^ ]*\\).*/\\1/p'"]),
        new("Python requests", [Python], Scripts + "python-requests.py", [Python, "-c", "import requests; print(requests.__version__)"]),
        new("Python httpx", [Python], Scripts + "python-httpx.py", [Python, "-c", "import httpx; print(httpx.__version__)"]),
        new("Go net/http/cookiejar", ["go", "run"], Scripts + "cookiejar.go", ["sh", "-c", "go version | sed 's/^go version go\\([^ ]*\\).*/\\1/'"]),
        new("Java CookieManager", ["java"], Scripts + "Cookies.java", ["sh", "-c", "java -version 2>&1 | sed -n '1s/.*\"\\(.*\\)\".*/\\1/p'"]),
        new("Ruby http-cookie", ["ruby"], Scripts + "http-cookie.rb", ["ruby", "-e", "require 'http-cookie'; puts HTTP::Cookie::VERSION"]),
        new("PHP Guzzle", ["php"], Scripts + "guzzle.php", ["dpkg-query", "--show", "--showformat", "${source:Upstream-Version}", "php-guzzlehttp-guzzle"]) { Sends = 2 },
        new("axios with axios-cookiejar-support", ["node"], JavaScript + "axios.mjs", VersionOf("axios")),
        new("fetch with fetch-cookie", ["node"], JavaScript + "fetch-cookie.mjs", VersionOf("fetch-cookie")),
    ];

    /// <summary>How often it sends a POST that gets no response.</summary>
    public int Sends { get; init; } = 1;

    public ProgramStart Start(string url, string root, string folder) => new(Command[0], [.. Command.Skip(1), Repository.PathOf(Script), url, root], folder)
    {
        Environment = new Dictionary<string, string?>
        {
            ["NODE_EXTRA_CA_CERTS"] = root, ["GO111MODULE"] = "off", ["GOCACHE"] = Path.Combine(folder, "go"), ["GOFLAGS"] = null,
            // Proxies of the environment are none of the test's.
            ["http_proxy"] = null, ["https_proxy"] = null, ["HTTP_PROXY"] = null, ["HTTPS_PROXY"] = null, ["ALL_PROXY"] = null,
            // Nor are certificates that it adds.
            ["REQUESTS_CA_BUNDLE"] = null, ["CURL_CA_BUNDLE"] = null, ["SSL_CERT_FILE"] = null, ["SSL_CERT_DIR"] = null,
        },
    };

    public override string ToString() => Name;

    private static string[] VersionOf(string package) =>
        ["node", "-p", $"JSON.parse(require('fs').readFileSync(process.argv[1])).version", $"{Repository.PathOf("tests", "programs", "javascript")}/node_modules/{package}/package.json"];
}
