using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Tandem.Processes.Testing;
using Tandem.Testing;

namespace Tandem.Setups.Testing;

/// <summary>The laboratory's authority, and certificates of it that have something wrong.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private readonly TemporaryFolder folder = new();
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public TestAuthority() => File = folder.Write("authority.pem", Laboratory.Root.ExportCertificatePem());

    /// <summary>What engines trust.</summary>
    public LabAuthority Laboratory { get; } = new();

    /// <summary>Its certificate, in PEM form.</summary>
    public string File { get; }

    /// <summary>A certificate for names, of this authority or signed by itself.</summary>
    public X509Certificate2 Issue(IEnumerable<string> names, bool isExpired = false, bool isSelfSigned = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tandem test server", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        alternatives.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var (from, to) = isExpired ? (now - Life / 2, now - TimeSpan.FromDays(1)) : (now - TimeSpan.FromDays(1), now + Life / 2);
        if (isSelfSigned)
            return request.CreateSelfSigned(from, to);
        using var certificate = request.Create(Laboratory.Root, from, to, RandomNumberGenerator.GetBytes(12));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Key and certificate as files, for other programs.</summary>
    public (string Certificate, string Key) Write(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var name = certificate.SerialNumber;
        return (folder.Write($"{name}.pem", certificate.ExportCertificatePem()), folder.Write($"{name}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        Laboratory.Dispose();
        folder.Dispose();
    }
}
