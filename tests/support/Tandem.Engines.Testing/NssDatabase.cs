using System.Security.Cryptography.X509Certificates;

using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing;

/// <summary>The certificate database that Chromium and Firefox read.</summary>
internal static class NssDatabase
{
    /// <summary>Makes one in a folder, with one authority that is trusted for servers.</summary>
    public static async Task CreateAsync(string folder, X509Certificate2 authority)
    {
        await CertutilAsync(folder, "-N", "--empty-password");
        var file = Path.Combine(folder, "authority.pem");
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
        await CertutilAsync(folder, "-A", "-n", "laboratory", "-t", "C,,", "-i", file);
    }

    private static async Task CertutilAsync(string folder, params string[] arguments)
    {
        var end = await RunningProgram.RunAsync(new("certutil", ["-d", $"sql:{folder}", .. arguments], folder));
        if (end.ExitCode != 0)
            throw new EngineException($"certutil {string.Join(' ', arguments)}: {end}");
    }
}
