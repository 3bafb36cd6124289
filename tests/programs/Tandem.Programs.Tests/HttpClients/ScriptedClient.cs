namespace Tandem.Programs.Tests.HttpClients;

/// <summary>An HTTP client with its cookie jar, in a script that signs in, refreshes three times, signs out, and refreshes once more.</summary>
/// <param name="Name">As the reference calls it.</param>
/// <param name="Command">What runs the script.</param>
/// <param name="Script">The script, in this repository.</param>
internal sealed record ScriptedClient(string Name, IReadOnlyList<string> Command, string Script)
{
    private const string Scripts = "tests/programs/Tandem.Programs.Tests/HttpClients/Scripts/";
    private const string JavaScript = "tests/programs/javascript/http-clients/";
    private const string Python = "/usr/bin/python3";

    public static IReadOnlyList<ScriptedClient> All { get; } =
    [
        new("curl", ["sh"], Scripts + "curl.sh"),
        new("wget", ["sh"], Scripts + "wget.sh"),
        new("Python requests", [Python], Scripts + "python-requests.py"),
        new("Python httpx", [Python], Scripts + "python-httpx.py"),
        new("Go net/http/cookiejar", ["go", "run"], Scripts + "cookiejar.go"),
        new("Java CookieManager", ["java"], Scripts + "Cookies.java"),
        new("Ruby http-cookie", ["ruby"], Scripts + "http-cookie.rb"),
        new("PHP Guzzle", ["php"], Scripts + "guzzle.php") { Sends = 2 },
        new("axios with axios-cookiejar-support", ["node"], JavaScript + "axios.mjs"),
        new("fetch with fetch-cookie", ["node"], JavaScript + "fetch-cookie.mjs"),
        new("Python aiohttp", [Python], Scripts + "python-aiohttp.py"),
        new("Python urllib with http.cookiejar", [Python], Scripts + "python-urllib.py"),
        new("httpie sessions", ["sh"], Scripts + "httpie.sh"),
        new("Ruby mechanize", ["ruby"], Scripts + "mechanize.rb"),
        new("Ruby httpclient", ["ruby"], Scripts + "ruby-httpclient.rb") { Sends = 2 },
        new("Perl LWP with HTTP::Cookies", ["perl"], Scripts + "lwp.pl"),
        new("Perl Mojolicious", ["perl"], Scripts + "mojolicious.pl"),
        new("got with tough-cookie", ["node"], JavaScript + "got.mjs"),
        new("superagent", ["node"], JavaScript + "superagent.mjs"),
    ];

    /// <summary>How often it sends a POST that gets no response.</summary>
    public int Sends { get; init; } = 1;

    public ProgramStart Start(string url, string root, string folder) => new(Command[0], [.. Command.Skip(1), Repository.PathOf(Script), url, root], folder)
    {
        Environment = new Dictionary<string, string?>(DebianGo.Environment(folder))
        {
            ["NODE_EXTRA_CA_CERTS"] = root,
            // Proxies of the environment are none of the test's.
            ["http_proxy"] = null,
            ["https_proxy"] = null,
            ["HTTP_PROXY"] = null,
            ["HTTPS_PROXY"] = null,
            ["ALL_PROXY"] = null,
            // Nor are certificates that it adds.
            ["REQUESTS_CA_BUNDLE"] = null,
            ["CURL_CA_BUNDLE"] = null,
            ["SSL_CERT_FILE"] = null,
            ["SSL_CERT_DIR"] = null,
        },
    };

    public override string ToString() => Name;
}
