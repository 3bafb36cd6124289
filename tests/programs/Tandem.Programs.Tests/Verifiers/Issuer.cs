using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tandem.Programs.Tests.Verifiers;

/// <summary>A real server over HTTPS, and tokens of it: one that is good, and others that nobody may take.</summary>
public sealed class Issuer : IAsyncLifetime
{
    private const string Colleague = "grace@example.com";

    private ServedTandem tandem = null!;
    private HttpClient http = null!;

    public string Url { get; private set; } = "";

    /// <summary>The file with the certificate to trust.</summary>
    public string Root => tandem.Root;

    /// <summary>Variables with which Node.js, Python, Ruby and Go trust the server.</summary>
    public IReadOnlyDictionary<string, string?> Trust => new Dictionary<string, string?> { ["NODE_EXTRA_CA_CERTS"] = Root, ["SSL_CERT_FILE"] = Root };

    public string Good { get; private set; } = "";

    /// <summary>Of an account that has neither of the roles that the samples ask for.</summary>
    public string Unprivileged { get; private set; } = "";

    /// <summary>Signed by a real key, and past its time.</summary>
    public string Expired { get; private set; } = "";

    /// <summary>One character of the signature is another.</summary>
    public string Altered => Good[..^20] + (Good[^20] == 'A' ? 'B' : 'A') + Good[^19..];

    /// <summary>The same words under the same key id, signed by a key of somebody else.</summary>
    public string Foreign
    {
        get
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var words = Good[..Good.LastIndexOf('.')];
            return $"{words}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(words), HashAlgorithmName.SHA256))}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        tandem = await ServedTandem.StartAsync(overHttps: true, "--Tandem:AccessToken:Lifetime=00:00:01");
        Url = tandem.Url.GetLeftPart(UriPartial.Authority);
        http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = ServedTandem.Trust } });
        Expired = await SignInAsync();
        await tandem.StopAsync();
        await tandem.ServeAsync([]);
        Good = await SignInAsync();
        await tandem.RunAsync(["users", "create", "--email", Colleague, "--verified", "--role", "customer", "--password-stdin"], ServedTandem.Password);
        Unprivileged = await SignInAsync(Colleague);
    }

    /// <summary>The key set as it is published now.</summary>
    public Task<string> KeysAsync() => http.GetStringAsync(new Uri($"{Url}/.well-known/jwks.json"), TestContext.Current.CancellationToken);

    public async Task<string> SignInAsync(string email = ServedTandem.Email)
    {
        using var response = await http.PostAsJsonAsync(
            new Uri($"{Url}/api/auth/login"), new { email, password = ServedTandem.Password }, TestContext.Current.CancellationToken);
        var body = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return body.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Rotates the keys at once, and returns the first token of the key that took over.</summary>
    public async Task<string> RotateAsync()
    {
        var before = KeyIdOf(await SignInAsync());
        await tandem.RunAsync(["keys", "rotate", "--now"]);
        var token = "";
        await Eventually.IsTrueAsync(async () => KeyIdOf(token = await SignInAsync()) != before);
        return token;
    }

    /// <summary>Withdraws the key of a token, and waits until it is published no more.</summary>
    public async Task RevokeKeyOfAsync(string token)
    {
        await tandem.RunAsync(["keys", "revoke", KeyIdOf(token)]);
        await Eventually.IsTrueAsync(async () => !(await KeysAsync()).Contains(KeyIdOf(token), StringComparison.Ordinal));
    }

    /// <summary>Takes the keys away: the server is stopped.</summary>
    public Task StopAsync() => tandem.StopAsync();

    /// <summary>A part of a token: its header or its claims.</summary>
    internal static JsonDocument Part(string token, int index) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]));

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (tandem is not null)
            await tandem.DisposeAsync();
    }

    private static string KeyIdOf(string token)
    {
        using var header = Part(token, 0);
        return header.RootElement.GetProperty("kid").GetString()!;
    }
}
