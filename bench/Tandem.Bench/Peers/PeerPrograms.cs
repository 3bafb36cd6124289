using System.Diagnostics;
using System.Globalization;

using Tandem.Bench.Served;

namespace Tandem.Bench.Peers;

/// <summary>The programs of the other servers: builds them, or installs what they need, and says how each is started.</summary>
internal static class PeerPrograms
{
    private static readonly string Folder = Path.Combine(Builds.Here(), "bench", "peers");

    private static readonly string Node = Path.Combine(Folder, "node");

    public static async Task PrepareAsync(IEnumerable<Peer> peers, CancellationToken cancellationToken)
    {
        var names = peers.Select(peer => peer.Name).ToHashSet();
        if (names.Overlaps(["identity", "openiddict"]))
            await RunAsync(Folder, "dotnet", ["build", "-c", "Release", "--nologo", "-v", "quiet", "Tandem.Peers"], cancellationToken);
        if (names.Overlaps(["better-auth", "express"]) && !IsInstalled())
            await RunAsync(Node, "npm", ["ci"], cancellationToken);
    }

    public static ProcessStartInfo Start(Peer peer, string folder, int sessions)
    {
        var start = peer.Name is "identity" or "openiddict"
            ? new ProcessStartInfo("dotnet", [Path.Combine(Folder, "Tandem.Peers", "bin", "Release", "net10.0", "Tandem.Peers.dll"), peer.Name])
            : new ProcessStartInfo("node", [Path.Combine(Node, $"{peer.Name}.mjs")]);
        start.Environment["NODE_ENV"] = "production";
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(sessions.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(Peer.Password);
        return start;
    }

    // npm writes the second file when it has installed what the first asks for.
    private static bool IsInstalled()
    {
        var installed = new FileInfo(Path.Combine(Node, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Node, "package-lock.json"));
    }

    private static async Task RunAsync(string folder, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await Console.Error.WriteAsync(await process.StandardOutput.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode} in {folder}.");
    }
}
