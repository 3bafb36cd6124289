using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Tandem.Browsers.Doctor;
using Tandem.Server.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>How the API is asked.</summary>
/// <param name="Timeout">For one answer.</param>
/// <param name="Addresses">Where hosts are to be found, by host and port.</param>
/// <param name="Authorities">Certificates to trust; null for the system's.</param>
/// <param name="LoginBody">JSON to sign in with, or null.</param>
/// <param name="LogoutPath">Path of the sign-out.</param>
/// <param name="CookieName">Name of the refresh cookie, if it is told.</param>
internal sealed record LiveSettings(
    TimeSpan Timeout, IReadOnlyDictionary<(string Host, int Port), IPAddress> Addresses, X509Certificate2Collection? Authorities,
    byte[]? LoginBody, string LogoutPath, string? CookieName)
{
    private const int LongestBody = 64 * 1024;

    public static async Task<LiveSettings> ReadAsync(ParseResult parsed, Setup setup, CancellationToken cancellationToken)
    {
        var resolved = (parsed.GetValue(DoctorOptions.Resolve) ?? []).Select(text => DoctorOptions.ParseResolve(text)!.Value)
            .GroupBy(entry => (entry.Host, entry.Port));
        return new(
            TimeSpan.FromSeconds(parsed.GetValue(DoctorOptions.Timeout)),
            resolved.ToDictionary(entries => entries.Key, entries => entries.Last().Address),
            parsed.GetValue(DoctorOptions.CaFile) is { } file ? ReadAuthorities(file) : null,
            await ReadBodyAsync(parsed, cancellationToken),
            parsed.GetValue(DoctorOptions.LogoutPath) ?? setup.LoginPath[..(setup.LoginPath.LastIndexOf('/') + 1)] + "logout",
            parsed.GetValue(DoctorOptions.CookieName));
    }

    private static X509Certificate2Collection ReadAuthorities(FileInfo file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file.FullName);
        }
        catch (CryptographicException)
        {
            // Said below: it is as good as none.
        }

        return authorities.Count > 0 ? authorities : throw new CommandException($"{file.FullName} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).");
    }

    private static async Task<byte[]?> ReadBodyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(DoctorOptions.Email) is { } email)
        {
            var password = await StandardInputPassword.ReadAsync(minimumLength: 1, cancellationToken);
            return Encoding.UTF8.GetBytes(new JsonObject { ["email"] = email, ["password"] = Encoding.UTF8.GetString(password) }.ToJsonString());
        }

        if (parsed.GetValue(DoctorOptions.LoginBody) is not { } name)
            return null;
        await using var input = name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
        var buffer = new byte[LongestBody];
        var length = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            return buffer[..length];
        }
        catch (JsonException)
        {
            throw new CommandException($"--login-body: {(name == "-" ? "standard input" : name)} holds no JSON such as {{\"username\":\"ada\",\"password\":\"...\"}} of at most {LongestBody} bytes.");
        }
    }
}
