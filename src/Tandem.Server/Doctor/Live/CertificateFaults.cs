using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

using Tandem.Browsers.Doctor;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>Why a server's certificate is refused.</summary>
internal static class CertificateFaults
{
    public static Finding? Of(X509Certificate? given, X509Chain? chain, SslPolicyErrors errors, string host, DateTimeOffset now)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        if (given is not X509Certificate2 certificate)
            return LiveRule.TlsHandshake.Found(FindingSeverity.Error, $"{host} showed no certificate.", "Give the server, or the proxy that ends TLS, a certificate.");
        if (now < certificate.NotBefore || now > certificate.NotAfter)
            return LiveRule.TlsExpired.Found(FindingSeverity.Error,
                $"The certificate of {host} is valid from {Date(certificate.NotBefore)} to {Date(certificate.NotAfter)}; today is {Date(now)}.",
                "Renew it, and see that renewal runs by itself: `certbot renew`, or the like.");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return LiveRule.TlsName.Found(FindingSeverity.Error, $"The certificate names {Names(certificate)}, not {host}.", $"Use a certificate for {host}, or call the API by a name of the certificate.");
        var status = chain?.ChainStatus.Select(fault => fault.Status).FirstOrDefault() ?? X509ChainStatusFlags.NoError;
        var isSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        return LiveRule.TlsUntrusted.Found(FindingSeverity.Error,
            $"The certificate of {host} {(isSelfSigned ? "is signed by itself" : $"was issued by {PlainText.Escape(certificate.Issuer)}")} ({status}).",
            "Use a certificate of an authority that browsers know, with its intermediate certificates (fullchain.pem). For an authority of your own: --ca-file FILE here, and its installation in every browser.");
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).Take(5).ToList();
        return PlainText.Escape(names.Count > 0 ? string.Join(", ", names) : certificate.Subject);
    }

    private static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
